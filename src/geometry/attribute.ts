import type { TorchGenerator } from '../tensor/random.ts';
import { eachOf, type Work } from '../tensor/work.ts';
import { blendRowsInPieces, combineRowsInPieces } from './rowsInPieces.ts';
import { shuffled } from './shuffle.ts';
import { cosine, distance, norm, type Vector } from './vector.ts';

/** Encodings with an attribute and without it; all of one length. */
export interface Contrast {
  readonly positive: readonly Vector[];
  readonly negative: readonly Vector[];
}

/** mean(positive) - mean(negative). */
export function meanDifference({ positive, negative }: Contrast, out?: Float32Array): Work<Float32Array> {
  const shares = [...positive.map(() => 1 / positive.length), ...negative.map(() => -1 / negative.length)];
  const images = [...positive, ...negative];
  return blendRowsInPieces(images, shares, images[0]?.length ?? 0, out);
}

/**
 * Split-half reliability of the mean difference: the cosine between the directions that two random halves of the images
 * give, averaged over `halvings`. Near 1 the images agree on a direction, near 0 it is noise.
 * Undefined with fewer than two images on a side, where nothing can be halved.
 */
export function* splitHalfReliability(
  contrast: Contrast,
  generator: TorchGenerator,
  halvings = 10,
): Work<number | undefined> {
  if (contrast.positive.length < 2 || contrast.negative.length < 2) return undefined;
  let total = 0;
  for (let i = 0; i < halvings; i++) {
    const [plusA, plusB] = halves(shuffled(contrast.positive, generator));
    const [minusA, minusB] = halves(shuffled(contrast.negative, generator));
    const first = yield* meanDifference({ positive: plusA, negative: minusA });
    total += cosine(first, yield* meanDifference({ positive: plusB, negative: minusB }));
  }
  return total / halvings;
}

/**
 * How many standard deviations |v| lies above what random labels give: the images of both sides are shuffled together
 * and split anew `rounds` times. Undefined where all splits give the same norm.
 */
export function* permutationScore(
  contrast: Contrast,
  generator: TorchGenerator,
  rounds = 100,
): Work<number | undefined> {
  const all = [...contrast.positive, ...contrast.negative];
  const count = contrast.positive.length;
  const norms: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const order = shuffled(all, generator);
    norms.push(norm(yield* meanDifference({ positive: order.slice(0, count), negative: order.slice(count) })));
  }
  const centre = norms.reduce((sum, value) => sum + value, 0) / rounds;
  const deviation = Math.sqrt(norms.reduce((sum, value) => sum + (value - centre) ** 2, 0) / rounds);
  // Splits that are all alike differ by rounding only.
  return deviation > 1e-6 * centre ? (norm(yield* meanDifference(contrast)) - centre) / deviation : undefined;
}

/**
 * |v| that sets of this size show by chance alone when their means are equal: the root of the variance that the images
 * have within their sides, summed over dimensions, times 1/n+ + 1/n-. For n images a side and deviation sigma that is
 * sigma sqrt(2d / n). Undefined with fewer than three images in all.
 */
export function* noiseFloor({ positive, negative }: Contrast): Work<number | undefined> {
  const freedom = positive.length + negative.length - 2;
  if (freedom < 1) return undefined;
  const deviations = (yield* squaredDeviations(positive)) + (yield* squaredDeviations(negative));
  const variance = deviations / freedom;
  return Math.sqrt(variance * (1 / positive.length + 1 / negative.length));
}

function* squaredDeviations(vectors: readonly Vector[]): Work<number> {
  const shares = vectors.map(() => 1 / vectors.length);
  const centre = yield* combineRowsInPieces(vectors, shares, vectors[0]?.length ?? 0);
  const squares = yield* eachOf(vectors, (vector) => distance(vector, centre) ** 2);
  return squares.reduce((sum, square) => sum + square, 0);
}

function halves<T>(items: readonly T[]): readonly [T[], T[]] {
  const middle = Math.floor(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}
