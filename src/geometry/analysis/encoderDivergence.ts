import { GeometryError } from '../geometryError.ts';
import type { Vector } from '../vector.ts';

export interface EncoderDivergence {
  /** Over all dimensions, in nats. */
  readonly sum: number;
  readonly mean: number;
  /** Summed over channels: [h, w] flat. */
  readonly map: Float64Array;
}

/**
 * KL divergence of an encoder's Gaussian to N(0, I): 1/2 (mu² + sigma² - 1 - ln sigma²) for each dimension (Kingma &
 * Welling 2014, appendix B). Zero exactly at mu = 0, sigma = 1. The log variance is held within -30..20.
 * @param mean [C, h, w] flat.
 * @param logVariance [C, h, w] flat.
 * @throws GeometryError `length` when the two differ in size or do not divide into channels.
 */
export function encoderDivergence(mean: Vector, logVariance: Vector, channels: number): EncoderDivergence {
  const places = mean.length / channels;
  if (mean.length !== logVariance.length || !Number.isInteger(places) || places === 0) {
    throw new GeometryError(
      'length',
      `${mean.length} means and ${logVariance.length} variances do not fill ${channels} channels`,
    );
  }
  const map = new Float64Array(places);
  for (let i = 0, place = 0; i < mean.length; i++, place = place + 1 === places ? 0 : place + 1) {
    map[place] = (map[place] as number) + divergence(mean[i] as number, logVariance[i] as number);
  }
  const sum = map.reduce((total, value) => total + value, 0);
  return { sum, mean: sum / mean.length, map };
}

/** expm1 keeps the digits near sigma = 1. */
function divergence(mu: number, logVariance: number): number {
  const clamped = Math.min(20, Math.max(-30, logVariance));
  return (mu * mu + (Math.expm1(clamped) - clamped)) / 2;
}
