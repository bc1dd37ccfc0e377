import type { Value } from '../../onnx/graph.ts';
import { add, multiply, productWithTransposed } from '../../onnx/operators/arithmetic.ts';
import type { LayerAdapter } from '../network/networkAdapters.ts';
import type { Scope } from '../network/scope.ts';
import type { RowRange } from '../network/storedShapes.ts';

export interface LinearOptions {
  readonly bias?: boolean;
  /** Only these of the numbers that it gives. */
  readonly rows?: RowRange;
}

/**
 * y = x Wᵀ + b over the last axis, W [out, in], and what LoRAs add to it. The bias comes last: there ONNX Runtime takes it into the
 * activation behind the layer, with a LoRA as without.
 */
export function linear(scope: Scope, x: Value, width: number, out: number, options: LinearOptions = {}): Value {
  const { bias = true, rows } = options;
  const view = rows && { rows };
  const product = productWithTransposed(x, scope.weight('weight', [out, width], view));
  const changed = scope.adapters().reduce((sum, adapter) => add(sum, lowRank(adapter, x, width, out, rows)), product);
  return bias ? add(changed, scope.weight('bias', [out], view)) : changed;
}

/** strength · scale · up(down(x)) */
function lowRank(adapter: LayerAdapter, x: Value, width: number, out: number, rows: RowRange | undefined): Value {
  const { rank, strength } = adapter;
  const down = productWithTransposed(x, adapter.part('down', [rank, width]));
  const mid = adapter.hasMid ? productWithTransposed(down, adapter.part('mid', [rank, rank])) : down;
  return productWithTransposed(multiply(mid, strength), adapter.part('up', [out, rank], rows));
}
