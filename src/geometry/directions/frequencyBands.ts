import { sizeOf } from '../../tensor/tensor.ts';
import { GeometryError } from '../geometryError.ts';
import { combine, type Vector } from '../vector.ts';
import { enlarge, mixed, type Plane, reduce } from './pyramidSteps.ts';

/** Channels, height, width. */
export type LatentShape = readonly [number, number, number];

/**
 * How many bands a latent of this size can have: one for each halving until a side is one place, and the rest.
 * @param shape [C, h, w].
 */
export function mostBands([, height, width]: LatentShape): number {
  return 1 + Math.ceil(Math.log2(Math.max(1, Math.min(height, width))));
}

/**
 * Laplacian pyramid of each channel (Burt & Adelson 1983, "The Laplacian pyramid as a compact image code"), each band
 * enlarged to the size of the latent: the finest first, the mean picture last. Their sum is the latent.
 * @param latent [C, h, w] flat.
 * @param count number of bands, 1 to `mostBands(shape)`.
 * @returns `count` arrays of [C, h, w], float64.
 * @throws GeometryError `length` when the latent does not fill the shape, `weights` for more bands than it has.
 */
export function frequencyBands(latent: Vector, shape: LatentShape, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, band) => {
    const alone = Array.from({ length: count }, (__, other) => (other === band ? 1 : 0));
    return weighedChannels(latent, shape, alone);
  });
}

/**
 * sum_k weights[k] band_k, computed as latent + sum_k (weights[k] - 1) band_k, so that weights of 1 give the latent back
 * bit for bit.
 * @param weights one for each band, the finest first; their number says how many bands there are.
 * @throws as `frequencyBands`, and `weights` when one is not finite.
 */
export function weighBands(latent: Vector, shape: LatentShape, weights: readonly number[]): Float32Array {
  const excess = weights.map((weight) => weight - 1);
  return new Float32Array(combine(1, latent, 1, weighedChannels(latent, shape, excess)));
}

function weighedChannels(latent: Vector, shape: LatentShape, weights: readonly number[]): Float64Array {
  assertFits(latent, shape, weights);
  const [channels, height, width] = shape;
  const size = height * width;
  const result = new Float64Array(latent.length);
  for (let channel = 0; channel < channels; channel++) {
    const data = Float64Array.from(latent.subarray(channel * size, (channel + 1) * size));
    result.set(weighedPlane({ data, height, width }, weights).data, channel * size);
  }
  return result;
}

/**
 * Weighs the bands of one channel from the coarsest g_n on, r_n = w_n g_n: each finer sum is
 * w_k (g_k - enlarged g_(k+1)) + enlarged r_(k+1), which takes one enlargement.
 */
function weighedPlane(finest: Plane, weights: readonly number[]): Plane {
  const [weight = 0, ...coarser] = weights;
  if (coarser.length === 0) return mixed(weight, finest, 0, finest);
  const smaller = reduce(finest);
  const below = mixed(1, weighedPlane(smaller, coarser), -weight, smaller);
  return mixed(weight, finest, 1, enlarge(below, finest));
}

function assertFits(latent: Vector, shape: LatentShape, weights: readonly number[]): void {
  if (latent.length !== sizeOf(shape)) {
    throw new GeometryError('length', `${latent.length} numbers do not fill the shape [${shape.join(', ')}]`);
  }
  const wrong = weights.find((weight) => !Number.isFinite(weight));
  if (wrong !== undefined) throw new GeometryError('weights', `${wrong} is not a valid weight`);
  const most = mostBands(shape);
  if (weights.length >= 1 && weights.length <= most) return;
  throw new GeometryError('weights', `${weights.length} bands: latents of ${shape[1]} x ${shape[2]} have 1 to ${most}`);
}
