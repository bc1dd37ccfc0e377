import { batchItem, batchSize, stack, type Tensor } from '../tensor/tensor.ts';
import { type KeptRegion, keeping } from './keptRegion.ts';
import type { CancelSignal, Denoiser, Guidance } from './model.ts';
import { CLEAN, type NoiseLevel } from './noiseLevel.ts';
import type { Sampler } from './samplers/sampler.ts';
import { levelBefore, type Schedule } from './schedule.ts';
import type { StepNoise } from './stepNoise.ts';

/** Told after every step. */
export interface StepReport {
  /** The step that was done, counted in the whole schedule. */
  readonly index: number;
  readonly x: Tensor;
  readonly level: NoiseLevel;
  /** What the clean latents look like by now. */
  readonly denoised: Tensor;
}

export interface SampleRequest {
  readonly denoiser: Denoiser;
  readonly sampler: Sampler;
  readonly schedule: Schedule;
  /** [B, C, h, w] at the level where step `first` starts. */
  readonly x: Tensor;
  /** First step to run; default 0. */
  readonly first?: number;
  /** Step to stop before; default all. */
  readonly last?: number;
  readonly guidance: Guidance;
  readonly noise: StepNoise;
  /** Where the draws of a step begin; default where the sampler says. */
  drawsBefore?(index: number): number;
  /** From the run that ended at `first`; leave it out after an edit. */
  readonly history?: unknown;
  /** What guidance with momentum remembers, from the same run. */
  readonly difference?: Tensor | undefined;
  /** What stays as it is, by a mask; default nothing. */
  readonly kept?: KeptRegion | undefined;
  readonly signal: CancelSignal;
  onStep?(report: StepReport): void | Promise<void>;
}

export interface SampleResult {
  readonly x: Tensor;
  readonly level: NoiseLevel;
  readonly history: unknown;
  /** For the run that goes on from here; absent where guidance remembers nothing. */
  readonly difference?: Tensor;
}

/**
 * Runs steps [first, last) of a schedule. A chain of shorter runs that hands x and memories on gives the same bits as one
 * long run, and a batch item the same bits as alone.
 * @throws RangeError for a range outside the schedule or a schedule of another sampler; the reason of an aborted signal.
 */
export async function sample(request: SampleRequest): Promise<SampleResult> {
  const { denoiser, sampler, schedule, kept, signal } = request;
  const { first = 0, last = schedule.steps.length } = request;
  const { drawsBefore = (index: number) => sampler.drawsBefore(schedule, index) } = request;
  checkRange(request, first, last);
  let { x, history, difference } = request;
  const denoise = async (latents: Tensor, level: NoiseLevel, timestep: number) => {
    const guidance = { ...request.guidance, ...(difference && { difference }) };
    const guided = await denoiser.denoise(latents, level, timestep, guidance, signal);
    difference = guided.difference ?? difference;
    return guided.denoised;
  };
  for (let index = first; index < last; index++) {
    signal.throwIfAborted();
    const at = x;
    const result = await sampler.step({
      x,
      index,
      schedule,
      training: denoiser.training,
      options: schedule.options ?? {},
      history,
      denoise,
      noise: (draw = 0) => batchNoise(request.noise, drawsBefore(index) + draw, at),
    });
    const level = levelBefore(schedule, index + 1);
    x = kept ? keeping(kept, result.x, level) : result.x;
    history = result.history;
    const denoised = kept ? keeping(kept, result.denoised, CLEAN) : result.denoised;
    await request.onStep?.({ index, x, level, denoised });
  }
  return { x, level: levelBefore(schedule, last), history, ...(difference && { difference }) };
}

function checkRange({ sampler, schedule }: SampleRequest, first: number, last: number): void {
  if (schedule.sampler !== sampler.id) {
    throw new RangeError(
      `this schedule was made for the sampler ${schedule.sampler}, and cannot be used with ${sampler.id}`,
    );
  }
  const steps = schedule.steps.length;
  if (!(Number.isInteger(first) && Number.isInteger(last) && 0 <= first && first <= last && last <= steps)) {
    throw new RangeError(`steps ${first} to ${last} do not lie within the ${steps} steps of the schedule`);
  }
}

function batchNoise(noise: StepNoise, draw: number, like: Tensor): Tensor {
  const itemShape = batchItem(like, 0).shape;
  return stack(Array.from({ length: batchSize(like) }, (_, item) => noise(draw, itemShape, item)));
}
