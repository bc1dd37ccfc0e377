import type { Value } from '../../onnx/graph.ts';
import { silu } from '../../onnx/operators/activations.ts';
import { add, cosine, multiply, sine } from '../../onnx/operators/arithmetic.ts';
import { floats } from '../../onnx/operators/constants.ts';
import { concatenate } from '../../onnx/operators/shapes.ts';
import type { Scope } from '../network/scope.ts';
import { linear } from './linear.ts';

export interface Waves {
  readonly width: number;
  /** Cosines before sines. */
  readonly cosineFirst: boolean;
  /** How much shorter than half the width the scale of frequencies is. */
  readonly shift: number;
}

/** Numbers [..., 1] as sines and cosines of `width / 2` frequencies from 1 to 1/10000 [..., width] (Vaswani et al. 2017, 3.5). */
export function waves(numbers: Value, { width, cosineFirst, shift }: Waves): Value {
  const half = width / 2;
  const angles = multiply(numbers, floats(numbers.graph, [half], frequencies(half, shift)));
  return concatenate(cosineFirst ? [cosine(angles), sine(angles)] : [sine(angles), cosine(angles)], -1);
}

/** In float32 as in diffusers: a timestep is up to a thousand times a frequency. */
function frequencies(count: number, shift: number): Float32Array {
  const { fround } = Math;
  const slope = fround(-Math.log(10000));
  return Float32Array.from({ length: count }, (_, i) => Math.exp(fround(fround(slope * i) / (count - shift))));
}

/** Two linear layers, silu between them: diffusers' TimestepEmbedding. `condition` [B, ...] is added to what goes in. */
export function timeEmbedding(scope: Scope, x: Value, width: number, out: number, condition?: Condition): Value {
  const conditioned = condition
    ? add(x, linear(scope.at('cond_proj'), condition.value, condition.width, width, { bias: false }))
    : x;
  return linear(scope.at('linear_2'), silu(linear(scope.at('linear_1'), conditioned, width, out)), out, out);
}

export interface Condition {
  readonly value: Value;
  readonly width: number;
}
