import { z } from 'zod';
import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import { type NoiseSchedule, requireDiscrete } from '../noiseSchedule.ts';
import { outputFrom } from '../prediction.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import { spacingKeys } from '../schedulerConfig.ts';
import { adamsBashforth, transferred } from './linearMultistep.ts';
import { restartOption } from './restart.ts';
import { defineSampler, type ScheduleRequest } from './sampler.ts';
import { levelAtTimestep, walkedTimesteps } from './tableWalk.ts';

/** What the network said at the last steps, the oldest first; at most 4. */
export type KnownOutputs = readonly Tensor[];

interface PndmHistory {
  readonly outputs: KnownOutputs;
  /** How many steps too far on the network is asked. */
  readonly ahead: number;
}

export const pndmSettings = {
  ...spacingKeys('leading'),
  set_alpha_to_one: z.boolean().default(false),
  skip_prk_steps: z.boolean().default(false),
};

type Settings = z.output<z.ZodObject<typeof pndmSettings>>;

/**
 * Pseudo linear multistep sampling (Liu et al., arXiv 2202.09778, section 3.3) as diffusers' PNDMScheduler without Runge-Kutta
 * steps. The first step asks the network a second time, where it arrives, and is made again with the mean of both. So does
 * a start in the middle, where diffusers loses count: it makes every other step one level too clean, and is done a step early.
 */
export const pndm = defineSampler({
  id: 'pndm',
  title: 'PNDM (PLMS)',
  docs: 'Reuses up to four steps, what Stable Diffusion first came with: 50 steps.',
  classes: ['PNDMScheduler'],
  runs: ({ skip_prk_steps: skips }) => skips === true,
  settings: pndmSettings,
  options: { restart: restartOption },
  schedule: (training, request, settings) => pndmSchedule('pndm', training, request, settings),

  async step({ x, index, schedule, training, history, denoise, settings, options }) {
    const { outputs, ahead } = (history as PndmHistory | undefined) ?? { outputs: [], ahead: 0 };
    if (index + ahead >= schedule.steps.length) return { x, denoised: x, history };
    const { from, to, timestep } = stepAt(schedule, index + ahead);
    const type = training.predictionType;
    const denoised = await denoise(x, from, timestep);
    const output = outputFrom(denoised, x, from, type);
    const known = [...outputs.slice(-3), output] satisfies KnownOutputs;
    const next = schedule.steps[index + 1];
    if (known.length > 1 || !next) {
      return {
        x: transferred(x, adamsBashforth(known), from, to, type),
        denoised,
        history: { outputs: known, ahead } satisfies PndmHistory,
      };
    }
    const table = requireDiscrete(training, 'PNDM');
    const arrived = transferred(x, output, from, to, type);
    const there = outputFrom(await denoise(arrived, next.from, next.timestep), arrived, next.from, type);
    const above = next.timestep + strideOf(table.trainSteps, schedule);
    return {
      x: transferred(x, mean(output, there), levelAtTimestep(table, above, settings.set_alpha_to_one), next.from, type),
      denoised,
      history: {
        outputs: known,
        ahead: index > 0 && options.restart === 'as_diffusers' ? 1 : 0,
      } satisfies PndmHistory,
    };
  },
});

/** Evenly spaced timesteps; each step arrives one stride below where it starts, whatever the next timestep is. */
export function pndmSchedule(
  sampler: string,
  training: NoiseSchedule,
  request: ScheduleRequest,
  settings: Settings,
): Schedule {
  const { table, timesteps } = walkedTimesteps(training, request, settings, 'PNDM');
  const stride = Math.floor(table.trainSteps / request.steps);
  const level = (timestep: number) => levelAtTimestep(table, timestep, settings.set_alpha_to_one);
  return {
    sampler,
    initialScale: 1,
    steps: timesteps.map((timestep) => ({ from: level(timestep), to: level(timestep - stride), timestep })),
  };
}

/** Training timesteps from one step to the next. */
export function strideOf(trainSteps: number, { steps }: Schedule): number {
  return Math.floor(trainSteps / steps.length);
}

function mean(a: Tensor, b: Tensor): Tensor {
  return weightedSum([
    [0.5, a],
    [0.5, b],
  ]);
}
