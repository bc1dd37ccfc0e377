import type { Value } from '../../onnx/graph.ts';
import { add, multiply } from '../../onnx/operators/arithmetic.ts';
import { parts, withAxes } from '../../onnx/operators/shapes.ts';
import type { Scope } from '../network/scope.ts';
import { linear } from './linear.ts';
import { plainNorm } from './normalisation.ts';

/** As many vectors [B, 1, width] of what a block is told [B, width]: shifts, scales and gates (Peebles and Xie 2023). */
export function modulation(scope: Scope, told: Value, width: number, count: number): Value[] {
  return parts(withAxes(linear(scope, told, width, count * width), [1]), count, 2);
}

/** norm(x) · (1 + scale) + shift */
export function modulated(x: Value, width: number, scale: Value, shift: Value): Value {
  return add(multiply(plainNorm(x, width), add(scale, 1)), shift);
}

/** The last norm of a transformer, which is told first how to scale. */
export function finalNorm(scope: Scope, x: Value, told: Value, width: number): Value {
  const [scale, shift] = modulation(scope.at('linear'), told, width, 2) as [Value, Value];
  return modulated(x, width, scale, shift);
}
