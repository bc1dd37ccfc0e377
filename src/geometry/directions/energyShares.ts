import { norm, type Vector } from '../vector.ts';
import { frequencyBands, type LatentShape } from './frequencyBands.ts';

/** Squared norm of each part over their sum; all 0 when every part is. */
export function energyShares(parts: readonly Vector[]): number[] {
  const energies = parts.map((part) => norm(part) ** 2);
  const total = energies.reduce((sum, energy) => sum + energy, 0);
  return energies.map((energy) => (total === 0 ? 0 : energy / total));
}

/** How much of |v|² lies in each channel. @param vector [C, h, w] flat. */
export function channelShares(vector: Vector, channels: number): number[] {
  const size = vector.length / channels;
  return energyShares(
    Array.from({ length: channels }, (_, channel) => vector.subarray(channel * size, (channel + 1) * size)),
  );
}

/**
 * How the squared norms of the bands of a Laplacian pyramid share their sum, the finest first. The bands overlap a little,
 * so this says where the energy lies and is no exact decomposition of |v|².
 * @throws as `frequencyBands`.
 */
export function bandShares(vector: Vector, shape: LatentShape, count: number): number[] {
  return energyShares(frequencyBands(vector, shape, count));
}

/** Root mean square of each band of a Laplacian pyramid, the finest first. @throws as `frequencyBands`. */
export function bandAmplitudes(vector: Vector, shape: LatentShape, count: number): number[] {
  return frequencyBands(vector, shape, count).map((band) => norm(band) / Math.sqrt(band.length));
}
