import { type NoiseLevel, PURE_NOISE } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import type { SigmaInterval } from './style.ts';

/** Whether guidance acts at a level (Kynkäänniemi et al., arXiv 2404.07724, eq. 4). */
export function actsAt(interval: SigmaInterval | undefined, { sigma }: NoiseLevel): boolean {
  return !interval || (sigma > interval.low && sigma <= interval.high);
}

/**
 * The interval between two shares of the way from noise (0) to clean (1), counted in training timesteps so that it means
 * the same for every schedule. The noisy end holds pure noise too.
 * @throws RangeError unless 0 <= start < end <= 1.
 */
export function intervalBetween(training: NoiseSchedule, start: number, end: number): SigmaInterval {
  if (!(start >= 0 && start < end && end <= 1)) {
    throw new RangeError(
      `guidance cannot act from ${start} to ${end}: the first lies below the second, both within 0 to 1`,
    );
  }
  const sigmaAt = (share: number) => training.levelAt((1 - share) * (training.trainSteps - 1)).sigma;
  return { low: end === 1 ? 0 : sigmaAt(end), high: start === 0 ? PURE_NOISE.sigma : sigmaAt(start) };
}
