import type { Value } from '../../onnx/graph.ts';
import { add, matrixProduct, multiply } from '../../onnx/operators/arithmetic.ts';
import { transpose } from '../../onnx/operators/shapes.ts';
import type { LayerAdapter } from '../network/networkAdapters.ts';
import type { Scope } from '../network/scope.ts';
import type { RowRange } from '../network/storedShapes.ts';

export interface LinearOptions {
  readonly bias?: boolean;
  /** Only these of the numbers that it gives. */
  readonly rows?: RowRange;
}

/** y = x Wᵀ + b over the last axis, W [out, in], and what LoRAs add to it. */
export function linear(scope: Scope, x: Value, width: number, out: number, options: LinearOptions = {}): Value {
  const { bias = true, rows } = options;
  const view = rows && { rows };
  const product = timesTransposed(x, scope.weight('weight', [out, width], view));
  const base = bias ? add(product, scope.weight('bias', [out], view)) : product;
  return scope.adapters().reduce((sum, adapter) => add(sum, lowRank(adapter, x, width, out, rows)), base);
}

/** strength · scale · up(down(x)) */
function lowRank(adapter: LayerAdapter, x: Value, width: number, out: number, rows: RowRange | undefined): Value {
  const { rank, strength } = adapter;
  const down = timesTransposed(x, adapter.part('down', [rank, width]));
  const mid = adapter.hasMid ? timesTransposed(down, adapter.part('mid', [rank, rank])) : down;
  return timesTransposed(multiply(mid, strength), adapter.part('up', [out, rank], rows));
}

function timesTransposed(x: Value, matrix: Value): Value {
  if (process.env.FUSED) return x.graph.node('com.microsoft/FusedMatMul', [x, matrix], { transB: 1 });
  return matrixProduct(x, transpose(matrix, [1, 0]));
}
