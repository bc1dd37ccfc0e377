import fc from 'fast-check';
import { polar, type Vector } from '../vector.ts';
import { dimensions, gaussian, seeds } from './arbitraries.ts';

/** How b relates to a, from harmless to nearly undefined. */
const relations = ['independent', 'near', 'very near', 'identical', 'near opposite', 'longer'] as const;
/** From the edge of float32's subnormal numbers to where the sum of squares would overflow it. */
const magnitudes = fc.constantFrom(1e-37, 1e-20, 1, 1e15, 1e30);

/** Two points of float32 data, from unrelated to identical and to some .05 radians from opposite. */
export const hardPairs = fc
  .record({
    size: dimensions,
    seed: seeds,
    relation: fc.constantFrom(...relations),
    magnitude: magnitudes,
    other: magnitudes,
  })
  .map(({ size, seed, relation, magnitude, other }) => {
    const a = gaussian(size, seed, magnitude);
    const words = `${relation}, ${size} numbers, seed ${seed}, magnitudes ${magnitude} and ${other}`;
    return { a, b: related(a, relation, seed, magnitude, other), [fc.toStringMethod]: () => words };
  });

function related(
  a: Float32Array,
  relation: (typeof relations)[number],
  seed: number,
  magnitude: number,
  other: number,
): Float32Array {
  if (relation === 'identical') return a.slice();
  if (relation === 'longer') return a.map((value) => value * 3);
  const fresh = gaussian(a.length, seed + 1, relation === 'independent' ? other : magnitude);
  if (relation === 'independent') return fresh;
  const [sign, push] = relation === 'near opposite' ? [-1, 0.05] : [1, relation === 'near' ? 1e-3 : 1e-6];
  return a.map((value, i) => sign * value + push * (fresh[i] as number));
}

export const unitOf = (vector: Vector) => polar(vector, 'vector').unit;
