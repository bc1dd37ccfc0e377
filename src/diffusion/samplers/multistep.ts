import type { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { outputFrom } from '../prediction.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import type { thresholdKeys } from '../schedulerConfig.ts';
import type { Output } from './exponentialStep.ts';
import { thresholded } from './limitDenoised.ts';
import type { StepRequest } from './sampler.ts';

/** A step's request with the settings of its sampler. */
export type RequestWith<S> = Omit<StepRequest, 'options'> & { readonly settings: S };

/** What a solver reckons with: the clean latents, or the noise. */
export type Predicted = 'data' | 'noise';

/** What the network believes at the start of a step, and what a solver remembers of it. */
export async function evaluated(
  { x, index, schedule, settings, denoise }: RequestWith<z.output<z.ZodObject<typeof thresholdKeys>>>,
  predicted: Predicted,
): Promise<{ denoised: Tensor; output: Output }> {
  const { from, timestep } = stepAt(schedule, index);
  const denoised = thresholded(await denoise(x, from, timestep), settings);
  const value = predicted === 'data' ? denoised : outputFrom(denoised, x, from, 'epsilon');
  return { denoised, output: { value, level: from } };
}

/** Schedules of fewer than 15 steps end with steps of lower order, where a configuration says so. */
export function orderNearEnd(
  { steps }: Schedule,
  index: number,
  { lower_order_final: lowers }: { readonly lower_order_final: boolean },
): number {
  return lowers && steps.length < 15 ? steps.length - index : 3;
}
