import type { Tensor } from '../tensor/tensor.ts';
import { weightedSum } from '../tensor/weightedSum.ts';
import type { CancelSignal, Denoiser, Guidance } from './model.ts';
import { type NoiseLevel, noiseRate } from './noiseLevel.ts';
import { denoisedFrom, noiseFrom, outputFrom } from './prediction.ts';
import type { SampleResult, StepReport } from './sample.ts';
import { ddim, limited } from './samplers/ddim.ts';
import { levelBefore, type Schedule, stepAt } from './schedule.ts';

export interface InversionRequest {
  readonly denoiser: Denoiser;
  /** Its steps are walked backwards, from the last to `until`. */
  readonly schedule: Schedule;
  /** [B, C, h, w], clean. */
  readonly x: Tensor;
  /** Where to stop, as a step that sampling can go on from; default 0, the noisy end. */
  readonly until?: number;
  readonly guidance: Guidance;
  /** How often each step asks the network again, at the point that it arrived at; default 0. */
  readonly refinements?: number;
  readonly signal: CancelSignal;
  onStep?(report: StepReport): void | Promise<void>;
}

/**
 * DDIM inversion (Song et al., arXiv 2010.02502, section 4.3, as diffusers' DDIMInverseScheduler), which for flow matching is
 * Euler's step backwards: finds the noisy latents from which deterministic sampling returns to about `x`. Each step asks the network about a point as if it stood at the
 * noisier level already; that is why the way back is not exact. Refinements ask again at the point found, a fixed-point
 * iteration (Pan et al., arXiv 2309.04907) that closes most of the gap.
 * @throws RangeError for a step that the schedule does not have.
 */
export async function invert(request: InversionRequest): Promise<Pick<SampleResult, 'x' | 'level'>> {
  const { schedule, signal, until = 0 } = request;
  const level = levelBefore(schedule, until);
  let { x } = request;
  for (let index = schedule.steps.length - 1; index >= until; index--) {
    signal.throwIfAborted();
    const step = await stepUp(request, x, index);
    x = step.x;
    await request.onStep?.({ index, ...step, level: stepAt(schedule, index).from });
  }
  return { x, level };
}

/** From where step `index` arrives back to where it starts. */
async function stepUp(
  request: InversionRequest,
  x: Tensor,
  index: number,
): Promise<Pick<StepReport, 'x' | 'denoised'>> {
  const { from, to } = stepAt(request.schedule, index);
  const { predictionType: type } = request.denoiser.training;
  let noise = noiseFrom(await predicted(request, x, index), x, to, type);
  let found = raised(request, x, noise, to, from);
  for (let round = 0; round < (request.refinements ?? 0); round++) {
    request.signal.throwIfAborted();
    noise = noiseFrom(await predicted(request, found.x, index), found.x, from, type);
    found = raised(request, x, noise, to, from);
  }
  return found;
}

/** The raw prediction for x as if it stood where step `index` starts: exact also for clean x, which hides it. */
async function predicted(request: InversionRequest, x: Tensor, index: number): Promise<Tensor> {
  const { denoiser, schedule, guidance, signal } = request;
  const { from, timestep } = stepAt(schedule, index);
  const { denoised } = await denoiser.denoise(x, from, timestep, guidance, signal);
  return outputFrom(denoised, x, from, denoiser.training.predictionType);
}

/**
 * Takes `noise` out of x, and puts it back at the noisier level (arXiv 2010.02502, eq. 12 with the levels exchanged). What
 * is left is clipped where DDIM clips on the way down; other samplers do not.
 */
function raised(
  { denoiser: { training }, schedule }: InversionRequest,
  x: Tensor,
  noise: Tensor,
  from: NoiseLevel,
  to: NoiseLevel,
): Pick<StepReport, 'x' | 'denoised'> {
  const clean = denoisedFrom(noise, x, from, 'epsilon');
  const denoised = schedule.sampler === ddim.id ? limited(clean, training) : clean;
  return {
    denoised,
    x: weightedSum([
      [to.signal, denoised],
      [noiseRate(to), noise],
    ]),
  };
}

/** |returned - original| / |original| over a batch item or a whole batch, what a round trip loses: 0 is exact. */
export function roundTripError(original: Tensor, returned: Tensor): number {
  let lost = 0;
  let whole = 0;
  original.data.forEach((value, i) => {
    lost += ((returned.data[i] as number) - value) ** 2;
    whole += value ** 2;
  });
  return Math.sqrt(lost / whole);
}
