import { invert } from '../../src/diffusion/inversion.ts';
import type { Denoiser, Guidance } from '../../src/diffusion/model.ts';
import { sample } from '../../src/diffusion/sample.ts';
import { samplerById } from '../../src/diffusion/samplers/index.ts';
import type { Schedule } from '../../src/diffusion/schedule.ts';
import { seededStepNoise } from '../../src/diffusion/stepNoise.ts';
import type { Context } from '../../src/graph/context.ts';
import { batchItem, type Tensor } from '../../src/tensor/tensor.ts';

export interface InversionWalk {
  readonly model: Denoiser;
  readonly schedule: Schedule;
  readonly guidance: Guidance;
  readonly refinements: number;
  /** The step where the trajectory up ends. */
  readonly until: number;
}

/** The latents before each step of a schedule, by the number of the step; after the last they are clean. */
export type Trajectory = ReadonlyMap<number, Tensor>;

/** From clean latents [B, C, h, w] up to the step `until`. */
export async function invertPath(
  walk: InversionWalk,
  clean: Tensor,
  steps: number,
  context: Context,
): Promise<Trajectory> {
  const { model, schedule } = walk;
  const end = schedule.steps.length;
  const trajectory = new Map([[end, clean]]);
  await invert({
    ...walk,
    denoiser: model,
    x: clean,
    signal: context.signal,
    onStep: ({ index, x, denoised }) => {
      trajectory.set(index, x);
      return context.progress({ step: end - index, of: steps, preview: () => model.preview(batchItem(denoised, 0)) });
    },
  });
  return trajectory;
}

/** From the end of the trajectory up down again, with the sampler of the schedule. */
export async function denoisePath(
  walk: InversionWalk,
  up: Trajectory,
  steps: number,
  context: Context,
): Promise<Trajectory> {
  const { model, schedule, until } = walk;
  const top = up.get(until) as Tensor;
  const trajectory = new Map([[until, top]]);
  await sample({
    ...walk,
    denoiser: model,
    sampler: samplerById(schedule.sampler),
    first: until,
    x: top,
    noise: seededStepNoise(0),
    signal: context.signal,
    onStep: ({ index, x, denoised }) => {
      trajectory.set(index + 1, x);
      const step = schedule.steps.length - until + index + 1 - until;
      return context.progress({ step, of: steps, preview: () => model.preview(batchItem(denoised, 0)) });
    },
  });
  return trajectory;
}
