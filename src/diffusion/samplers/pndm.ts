import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import { requireDiscrete } from '../noiseSchedule.ts';
import { denoisedFrom, outputFrom } from '../prediction.ts';
import { stepAt } from '../schedule.ts';
import { spacingKeys } from '../schedulerConfig.ts';
import { firstOrderStep } from './firstOrder.ts';
import { defineSampler } from './sampler.ts';
import { levelAtTimestep, walkedTimesteps } from './tableWalk.ts';

/** What the network said at the last steps, the oldest first; at most 4. */
type PndmHistory = readonly Tensor[];

/**
 * Pseudo linear multistep sampling (Liu et al., arXiv 2202.09778, section 3.3) as diffusers' PNDMScheduler without Runge-Kutta
 * steps. The first step asks the network a second time, where it arrives, and is made again with the mean of both. So does
 * a start in the middle, where diffusers loses count and asks about one level too clean from then on.
 */
export const pndm = defineSampler({
  id: 'pndm',
  title: 'PNDM (PLMS)',
  docs: 'Deterministic fourth-order multistep sampling on training timesteps, the first that Stable Diffusion came with.',
  classes: ['PNDMScheduler'],
  settings: {
    ...spacingKeys('leading'),
    set_alpha_to_one: z.boolean().default(false),
    skip_prk_steps: z.literal(true, { error: 'Runge-Kutta steps are not supported' }).default(true),
  },

  schedule(training, request, keys) {
    const { table, timesteps } = walkedTimesteps(training, request, keys, 'PNDM');
    const stride = Math.floor(table.trainSteps / request.steps);
    const level = (timestep: number) => levelAtTimestep(table, timestep, keys.set_alpha_to_one);
    return {
      sampler: 'pndm',
      initialScale: 1,
      steps: timesteps.map((timestep) => ({ from: level(timestep), to: level(timestep - stride), timestep })),
    };
  },

  async step({ x, index, schedule, training, history, denoise, settings: { set_alpha_to_one: endsClean } }) {
    const { from, to, timestep } = stepAt(schedule, index);
    const type = training.predictionType;
    const denoised = await denoise(x, from, timestep);
    const output = outputFrom(denoised, x, from, type);
    const move = (combined: Tensor, start: NoiseLevel, target: NoiseLevel) =>
      firstOrderStep(x, denoisedFrom(combined, x, start, type), start, target);
    const known = [...((history as PndmHistory | undefined) ?? []).slice(-3), output] satisfies PndmHistory;
    const next = schedule.steps[index + 1];
    if (known.length > 1 || !next) return { x: move(combined(known), from, to), denoised, history: known };
    const table = requireDiscrete(training, 'PNDM');
    const arrived = move(output, from, to);
    const there = outputFrom(await denoise(arrived, next.from, next.timestep), arrived, next.from, type);
    const above = next.timestep + Math.floor(table.trainSteps / schedule.steps.length);
    return {
      x: move(mean(output, there), levelAtTimestep(table, above, endsClean), next.from),
      denoised,
      history: known,
    };
  },
});

function mean(a: Tensor, b: Tensor): Tensor {
  return weightedSum([
    [0.5, a],
    [0.5, b],
  ]);
}

/** Adams-Bashforth weights, for the oldest output first. */
const weights: readonly (readonly number[])[] = [
  [1],
  [-1 / 2, 3 / 2],
  [5 / 12, -16 / 12, 23 / 12],
  [-9 / 24, 37 / 24, -59 / 24, 55 / 24],
];

function combined(outputs: readonly Tensor[]): Tensor {
  const row = weights[outputs.length - 1] as readonly number[];
  return weightedSum(outputs.map((output, i) => [row[i] as number, output] as const));
}
