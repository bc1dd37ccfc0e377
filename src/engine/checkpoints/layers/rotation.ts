import type { Value } from '../../onnx/graph.ts';
import { cosine, multiply, sine } from '../../onnx/operators/arithmetic.ts';
import { floats, wholes } from '../../onnx/operators/constants.ts';
import { cast, concatenate, parts } from '../../onnx/operators/shapes.ts';
import type { Heads } from './attention.ts';

/** Cosines and sines of the angles by which each position turns the pairs of numbers of a head: [N, width of a head / 2]. */
export interface Rotation {
  readonly cosines: Value;
  readonly sines: Value;
}

const base = 10000;

/** Angles of positions [N, axes], whole numbers; each axis turns its share of a head's numbers (Su et al. 2021; FLUX). */
export function rotationOf(positions: Value, shares: readonly number[]): Rotation {
  const onAxes = parts(cast(positions, 'float32'), shares.length, 1);
  const angles = onAxes.map((onAxis, axis) => multiply(onAxis, frequencies(onAxis, shares[axis] ?? 0)));
  const all = concatenate(angles as [Value, ...Value[]], 1);
  return { cosines: cosine(all), sines: sine(all) };
}

function frequencies({ graph }: Value, share: number): Value {
  const values = Array.from({ length: share / 2 }, (_, i) => base ** ((-2 * i) / share));
  return floats(graph, [share / 2], values);
}

/** Turns neighbouring numbers of each head of [B, N, width] together. */
export function rotated(x: Value, { cosines, sines }: Rotation, heads: Heads): Value {
  const fromStart = wholes(x.graph, [0]);
  return x.graph.node('com.microsoft/RotaryEmbedding', [x, fromStart, cosines, sines], {
    interleaved: 1,
    num_heads: heads.count,
  });
}
