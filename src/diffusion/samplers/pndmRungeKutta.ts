import type { Tensor } from '../../tensor/tensor.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import { requireDiscrete } from '../noiseSchedule.ts';
import { outputFrom } from '../prediction.ts';
import { type ScheduleStep, stepAt } from '../schedule.ts';
import { adamsBashforth, transferred } from './linearMultistep.ts';
import { type KnownOutputs, pndmSchedule, pndmSettings, strideOf } from './pndm.ts';
import { defineSampler, type StepRequest } from './sampler.ts';
import { levelAtTimestep } from './tableWalk.ts';

/** Steps that are made by Runge-Kutta before enough is known for the linear multistep method. */
const rungeKuttaSteps = 3;

/**
 * Pseudo numerical sampling (Liu et al., arXiv 2202.09778, algorithm 2) as diffusers' PNDMScheduler with Runge-Kutta steps: the
 * first three, or after a start in the middle the next three, ask the network four times each.
 */
export const pndmRungeKutta = defineSampler({
  id: 'pndm_prk',
  title: 'PNDM (Runge-Kutta start)',
  docs: 'PNDM that runs the network four times in each of its first three steps: more accurate, nine runs more.',
  classes: ['PNDMScheduler'],
  runs: ({ skip_prk_steps: skips }) => skips !== true,
  settings: pndmSettings,
  schedule: (training, request, settings) => pndmSchedule('pndm_prk', training, request, settings),

  async step(request) {
    const { x, index, schedule, training } = request;
    const { from, to, timestep } = stepAt(schedule, index);
    const type = training.predictionType;
    const denoised = await request.denoise(x, from, timestep);
    const output = outputFrom(denoised, x, from, type);
    const known = [...((request.history as KnownOutputs | undefined) ?? []).slice(-3), output] satisfies KnownOutputs;
    const next = schedule.steps[index + 1];
    if (known.length > rungeKuttaSteps || !next) {
      return { x: transferred(x, adamsBashforth(known), from, to, type), denoised, history: known };
    }
    const level = levels(request);
    const slope = await rungeKutta(request, output, next, level);
    return { x: transferred(x, slope, from, next.from, type), denoised, history: known };
  },
});

type Levels = (timestep: number) => NoiseLevel;

function levels({ training, settings }: Pick<StepRequest, 'training'> & { settings: Ends }): Levels {
  const table = requireDiscrete(training, 'PNDM');
  return (timestep) => levelAtTimestep(table, timestep, settings.set_alpha_to_one);
}

interface Ends {
  readonly set_alpha_to_one: boolean;
}

/** What the network says on the way, in the weights of the classical method (eq. 13). */
async function rungeKutta(
  { x, index, schedule, training, denoise }: Pick<StepRequest, 'x' | 'index' | 'schedule' | 'training' | 'denoise'>,
  first: Tensor,
  next: ScheduleStep,
  level: Levels,
): Promise<Tensor> {
  const { from, timestep } = stepAt(schedule, index);
  const { predictionType: type, trainSteps } = training;
  const half = Math.floor(strideOf(trainSteps, schedule) / 2);
  const middle = next.timestep + half;
  const said = async (output: Tensor, arrives: number, told: number) => {
    const there = transferred(x, output, from, level(arrives), type);
    return outputFrom(await denoise(there, level(told), told), there, level(told), type);
  };
  const second = await said(first, timestep - half, middle);
  const third = await said(second, middle, middle);
  const fourth = await said(third, next.timestep, next.timestep);
  return weightedSum([
    [1 / 6, first],
    [1 / 3, second],
    [1 / 3, third],
    [1 / 6, fourth],
  ]);
}
