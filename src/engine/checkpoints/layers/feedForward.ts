import type { Value } from '../../onnx/graph.ts';
import { gelu, tanhGelu } from '../../onnx/operators/activations.ts';
import { multiply } from '../../onnx/operators/arithmetic.ts';
import type { Scope } from '../network/scope.ts';
import { linear } from './linear.ts';

/** (x W + b) · gelu(x V + c), and a linear layer (Shazeer 2020): four times the width between them. */
export function gatedFeedForward(scope: Scope, x: Value, width: number): Value {
  const inner = 4 * width;
  const projection = scope.at('net', 0, 'proj');
  const half = (start: number) => linear(projection, x, width, 2 * inner, { rows: [start, start + inner] });
  return linear(scope.at('net', 2), multiply(half(0), gelu(half(inner))), inner, width);
}

/** Two linear layers, an approximate GELU between them: four times the width. */
export function feedForward(scope: Scope, x: Value, width: number): Value {
  const inner = 4 * width;
  return linear(scope.at('net', 2), tanhGelu(linear(scope.at('net', 0, 'proj'), x, width, inner)), inner, width);
}
