import { CLEAN, flowLevel, type NoiseLevel, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { joinedSchedule } from '../samplers/sigmaSchedule.ts';
import type { Schedule } from '../schedule.ts';
import { timestepAtSigma } from '../sigmas.ts';
import { roundHalfEven } from '../spacing.ts';
import { type ComfyuiSampler, comfyuiSamplers, skippingSamplers } from './comfyuiSamplers.ts';
import { type ComfyuiScheduler, comfyuiSpreads, trainedLevels } from './comfyuiSigmas.ts';

/** Whose way from a strength to steps, to noise and to what the network is told: those that share k-diffusion. */
export const kSamplerPrograms = ['comfyui', 'a1111'] as const;
export type KSamplerProgram = (typeof kSamplerPrograms)[number];

export interface ComfyuiRequest {
  readonly program: KSamplerProgram;
  readonly sampler: ComfyuiSampler;
  readonly scheduler: ComfyuiScheduler;
  readonly steps: number;
  /** Below 1 the last steps are run: in ComfyUI as many as asked for, of a longer schedule. 0 runs none. */
  readonly denoise: number;
  /** Steps that are left out at the start. */
  readonly first: number;
  /** The step to stop before. */
  readonly last: number;
  /** Whether sampling arrives at clean even where it stops early. */
  readonly cleansAtEnd: boolean;
}

export interface ComfyuiRun {
  /** From where sampling starts to the clean end. */
  readonly schedule: Schedule;
  /** How many of its steps are run; 0 leaves the latents as they are. */
  readonly steps: number;
  /** Whether it starts at the noisiest level of training, where ComfyUI takes noise for pure noise. */
  readonly startsAtNoise: boolean;
}

/**
 * The levels that ComfyUI's KSampler walks over: those of its scheduler, of which the end is taken where denoise is below 1,
 * and then what lies between two steps. ComfyUI tells the network whole timesteps of training, A1111 what lies between.
 * @throws RangeError for a model or a number of steps that the scheduler does not take.
 */
export function comfyuiRun(training: NoiseSchedule, request: ComfyuiRequest): ComfyuiRun {
  const levels = trainedLevels(training);
  const all = sigmasFor(request, (steps) => comfyuiSpreads[request.scheduler](steps, levels));
  const stops = request.last < all.length - 1;
  const stopped = stops && request.cleansAtEnd ? [...all.slice(0, request.last), 0] : all;
  const ends = Math.min(request.last, all.length - 1);
  const sigmas = stopped.slice(request.first);
  const largest = levels.sigmas[levels.sigmas.length - 1] as number;
  return {
    schedule: scheduleOf(request, sigmas, training),
    steps: Math.max(0, ends - request.first),
    startsAtNoise: request.program === 'comfyui' && (sigmas[0] ?? 0) >= largest * (1 - 1e-5),
  };
}

/** With the clean end. */
function sigmasFor(
  { program, steps, denoise, sampler }: ComfyuiRequest,
  spread: (steps: number) => number[],
): number[] {
  const made = (count: number) => {
    if (!skippingSamplers.has(sampler)) return [...spread(count), 0];
    return [...spread(count + 1).slice(0, -1), 0];
  };
  if (denoise > 0.9999) return made(steps);
  if (denoise <= 0) return [];
  if (program === 'comfyui') return made(Math.trunc(steps / denoise)).slice(-(steps + 1));
  const repainted = Math.trunc(Math.min(denoise, 0.999) * steps);
  return made(steps).slice(-(repainted + 2));
}

function scheduleOf(
  { sampler, program }: ComfyuiRequest,
  sigmas: readonly number[],
  training: NoiseSchedule,
): Schedule {
  const rounded = sigmas.map(Math.fround);
  const told = (sigma: number) => toldAtSigma(sigma, training);
  return joinedSchedule({
    sampler: comfyuiSamplers[sampler],
    initialScale: 1,
    levels: rounded.map((sigma) => levelOf(sigma, training)),
    timesteps: rounded.slice(0, -1).map((sigma) => toldBy(program, training, told(sigma))),
  });
}

/** What a program tells the network for a timestep that may lie between two of training. */
export function toldBy(program: KSamplerProgram, { kind }: NoiseSchedule, timestep: number): number {
  return program === 'comfyui' && kind === 'discrete' ? roundHalfEven(timestep) : timestep;
}

function levelOf(sigma: number, { kind }: NoiseSchedule): NoiseLevel {
  if (sigma === 0) return CLEAN;
  return kind === 'flow' ? flowLevel(sigma) : variancePreserving(sigma);
}

function toldAtSigma(sigma: number, training: NoiseSchedule): number {
  if (training.kind === 'discrete') return timestepAtSigma(training.sigmas, sigma);
  const time = training.predictionType === 'reversed_flow' ? 1 - sigma : sigma;
  return time * training.trainSteps;
}
