import { z } from 'zod';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { addNoise } from '../addNoise.ts';
import { type NoiseLevel, noiseRate, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { firstOrderStep } from './firstOrder.ts';

/** S_churn, S_tmin, S_tmax and S_noise of Karras et al., arXiv 2206.00364, algorithm 2. */
export const churnOptions = {
  churn: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe('Noise that is added before each step and removed by it, over all steps together. 0 is deterministic.')
    .meta({ step: 0.5 }),
  churn_from: z
    .number()
    .min(0)
    .default(0)
    .describe(
      'Lowest sigma, as in diffusers, at which churn adds noise; of flow matching models the lowest time, 0 to 1.',
    )
    .meta({ shownWhen: { churn: { above: 0 } } }),
  churn_to: z
    .number()
    .min(0)
    .default(0)
    .describe('Highest sigma, as in diffusers, at which churn adds noise; of flow matching models the highest time.')
    .meta({ zero: 'no limit', shownWhen: { churn: { above: 0 } } }),
  churn_noise: z
    .number()
    .min(0)
    .max(2)
    .default(1)
    .describe('How strong the noise of churn is; 1 is what the step removes.')
    .meta({ shownWhen: { churn: { above: 0 } } }),
};

export type ChurnOptions = z.output<z.ZodObject<typeof churnOptions>>;

/**
 * How much noisier a step begins than where the latents stand, as a share of sigma or time: gamma of the paper, 0 for no churn.
 * @param place where it begins, in sigma or time.
 * @param shares how many parts the churn of all steps is divided into.
 */
export function churnShare(options: ChurnOptions, place: number, shares: number): number {
  const { churn_from: low, churn_to: high } = options;
  const acts = place >= low && (high === 0 || place <= high);
  return acts ? Math.min(options.churn / shares, Math.SQRT2 - 1) : 0;
}

/** Where a step begins, what the network believes there, and where the step arrives. */
interface ChurnedPoint {
  readonly x: Tensor;
  readonly denoised: Tensor;
  readonly from: NoiseLevel;
  readonly to: NoiseLevel;
}

/**
 * Euler's step from a level that is noisier by `share`. As diffusers does, what the network said of the point before the
 * noise counts for the point after it: for networks that give v it is read at the level before, for EDM at the noisier one.
 */
export function churnedStep(
  point: ChurnedPoint,
  share: number,
  strength: number,
  training: NoiseSchedule,
  noise: Tensor,
): Tensor {
  const { x, from, to } = point;
  const above = variancePreserving(from.sigma * (1 + share));
  const raised = addNoise(
    x,
    map(noise, (value) => value * strength),
    above,
    from,
  );
  return firstOrderStep(raised, denoisedAbove(raised, above, point, training), above, to);
}

function denoisedAbove(
  raised: Tensor,
  above: NoiseLevel,
  { x, denoised, from }: ChurnedPoint,
  { kind, predictionType }: NoiseSchedule,
): Tensor {
  if (predictionType === 'sample') return denoised;
  if (kind === 'edm') {
    const grown = noiseRate(above) / noiseRate(from);
    return weightedSum([
      [above.signal, raised],
      [-grown * from.signal, x],
      [grown, denoised],
    ]);
  }
  if (predictionType === 'epsilon') {
    const grown = noiseRate(above) / (above.signal * noiseRate(from));
    return weightedSum([
      [1 / above.signal, raised],
      [-grown, x],
      [grown * from.signal, denoised],
    ]);
  }
  const kept = from.signal ** 2;
  return weightedSum([
    [1, denoised],
    [kept / above.signal, raised],
    [-kept / from.signal, x],
  ]);
}
