import { batchItem, type Tensor } from '../tensor/tensor.ts';
import { invert } from './inversion.ts';
import type { CancelSignal, Denoiser, Guidance } from './model.ts';
import { sample } from './sample.ts';
import { samplerById } from './samplers/index.ts';
import type { Schedule } from './schedule.ts';
import { seededStepNoise } from './stepNoise.ts';

/** Who a walk is made for. */
export interface WalkWatch {
  readonly signal: CancelSignal;
  /** Told after each step: how many of the whole are done, and what the denoised latents look like. */
  progress(done: { readonly step: number; readonly of: number; preview(): Promise<Tensor> }): void | Promise<void>;
}

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
  at: WalkWatch,
): Promise<Trajectory> {
  const { model, schedule } = walk;
  const end = schedule.steps.length;
  const trajectory = new Map([[end, clean]]);
  await invert({
    ...walk,
    denoiser: model,
    x: clean,
    signal: at.signal,
    onStep: ({ index, x, denoised }) => {
      trajectory.set(index, x);
      return at.progress({ step: end - index, of: steps, preview: () => model.preview(batchItem(denoised, 0)) });
    },
  });
  return trajectory;
}

/** From the end of the trajectory up down again, with the sampler of the schedule. */
export async function denoisePath(
  walk: InversionWalk,
  up: Trajectory,
  steps: number,
  at: WalkWatch,
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
    signal: at.signal,
    onStep: ({ index, x, denoised }) => {
      trajectory.set(index + 1, x);
      const step = schedule.steps.length - until + index + 1 - until;
      return at.progress({ step, of: steps, preview: () => model.preview(batchItem(denoised, 0)) });
    },
  });
  return trajectory;
}
