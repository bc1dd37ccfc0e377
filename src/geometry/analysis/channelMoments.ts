import { GeometryError } from '../geometryError.ts';
import type { Vector } from '../vector.ts';

export interface Moments {
  readonly mean: number;
  /** Population variance. */
  readonly variance: number;
  readonly least: number;
  readonly greatest: number;
}

/**
 * Mean, variance and range of each channel, in two passes in float64.
 * @param latent [C, h, w] flat.
 * @throws GeometryError `length` when the latent does not divide into that many channels.
 */
export function perChannelMoments(latent: Vector, channels: number): Moments[] {
  const size = latent.length / channels;
  if (!Number.isInteger(size) || size === 0) {
    throw new GeometryError('length', `${latent.length} numbers do not divide into ${channels} channels`);
  }
  return Array.from({ length: channels }, (_, channel) =>
    moments(latent.subarray(channel * size, (channel + 1) * size)),
  );
}

/** Mean, variance and range of at least one value. */
export function moments(values: Vector): Moments {
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    sum += value;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const mean = sum / values.length;
  return { mean, variance: squaredDeviation(values, mean) / values.length, least, greatest };
}

function squaredDeviation(values: Vector, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i] as number) - mean;
    sum += deviation * deviation;
  }
  return sum;
}
