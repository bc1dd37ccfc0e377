import { z } from 'zod';
import type { DiscreteSchedule, NoiseSchedule } from '../noiseSchedule.ts';
import type { ScheduleRequest } from './sampler.ts';
import { type TableWalk, walkedTable, wholeTimesteps } from './tableWalk.ts';

/** Keys for samplers of distilled networks; what else the classes of diffusers take changes no numbers. */
export const distilledKeys = { original_inference_steps: z.int().min(1).default(50) };

/** What a person may turn of the schedule of a distilled network. */
export const distilledOptions = {
  original_steps: z
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .describe('Number of steps of the schedule that the model was distilled on. 0 is what the model says, usually 50.')
    .meta({ unit: 'steps', step: 1 }),
  schedule_strength: z
    .number()
    .min(0.01)
    .max(1)
    .default(1)
    .describe(
      'Share of the distilled schedule that the steps are spread over. Below 1 for image to image: noise is added at the first of them.',
    )
    .meta({ control: 'slider', step: 0.01 }),
};

type DistilledOptions = z.output<z.ZodObject<typeof distilledOptions>>;
type DistilledKeys = z.output<z.ZodObject<typeof distilledKeys>>;

/**
 * Every n-th of the timesteps that a consistency model was distilled on (Luo et al., arXiv 2310.04378, section 4.3), from noisy
 * to clean, as diffusers' LCMScheduler picks them, or those asked for; and the table.
 * @throws RangeError where the distilled schedule has fewer steps, and as `walkedTable`.
 */
export function distilledTimesteps(
  training: NoiseSchedule,
  request: ScheduleRequest,
  keys: DistilledKeys,
  options: DistilledOptions,
  sampler: string,
): TableWalk {
  const table = walkedTable(training, request, sampler);
  const { customTimesteps, steps } = request;
  if (customTimesteps) return { table, timesteps: wholeTimesteps(customTimesteps, table) };
  return { table, timesteps: pickedTimesteps(table, steps, keys, options) };
}

function pickedTimesteps(
  { trainSteps }: DiscreteSchedule,
  steps: number,
  { original_inference_steps: configured }: DistilledKeys,
  { original_steps: asked, schedule_strength: strength }: DistilledOptions,
): number[] {
  const original = asked || configured;
  if (original > trainSteps) {
    throw new RangeError(
      `original_steps, ${original}, are more than the ${trainSteps} noise levels that the model was trained on`,
    );
  }
  const stride = Math.floor(trainSteps / original);
  const usable = Math.trunc(original * strength);
  if (steps > usable) {
    throw new RangeError(
      `${steps} steps are more than the ${usable} of the schedule that the model was distilled on: take fewer steps, or raise ${strength < 1 ? 'schedule_strength' : 'original_steps'}`,
    );
  }
  return Array.from({ length: steps }, (_, i) => (usable - Math.floor(i * (usable / steps))) * stride - 1);
}
