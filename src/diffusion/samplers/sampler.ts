import type { Tensor } from '../../tensor/tensor.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import type { NoiseSchedule, SigmaSpacing, TimestepSpacing } from '../noiseSchedule.ts';
import type { Schedule } from '../schedule.ts';

/** Numbers that a person may turn while sampling. */
export interface SamplerOptions {
  /** Share of the DDPM noise that DDIM puts back at each step: 0 is deterministic, 1 is ancestral. */
  readonly eta?: number;
}

export interface ScheduleOptions {
  /** 1 .. the number of training steps. */
  readonly steps: number;
  /** `auto` (default): what the model's scheduler_config.json says, else the default of this sampler. */
  readonly spacing?: 'auto' | TimestepSpacing;
  /** Default: what the model's scheduler_config.json says, where this sampler heeds it. */
  readonly sigmas?: SigmaSpacing;
}

/** Everything one step may look at. All latents are [B, C, h, w] in the model's coordinates (noiseLevel.ts). */
export interface StepRequest {
  /** The point at `schedule.steps[index].from`. */
  readonly x: Tensor;
  readonly index: number;
  readonly schedule: Schedule;
  readonly training: NoiseSchedule;
  readonly options: SamplerOptions;
  /** What the step before returned; undefined at the start and after an edit. */
  readonly history: unknown;
  /** The network's guess of the clean latents; may be called several times in one step. */
  denoise(x: Tensor, level: NoiseLevel, timestep: number): Promise<Tensor>;
  /** The N(0, I) draw of this step: the same tensor however often it is asked for, and wherever a chain was cut. */
  noise(): Tensor;
}

export interface StepResult {
  /** The point at `schedule.steps[index].to`. */
  readonly x: Tensor;
  /** The clean latents that the step believed in: what a preview shows. */
  readonly denoised: Tensor;
  /** Opaque, immutable: hand it to the next step. Undefined for samplers that remember nothing. */
  readonly history?: unknown;
}

/** A way to integrate from noise to clean: one small file, listed in index.ts. */
export interface Sampler {
  /** snake_case; written into workflow files for ever. */
  readonly id: string;
  readonly title: string;
  /** One sentence for the palette. */
  readonly docs: string;
  /** True where steps may draw noise, so that the seed matters. */
  readonly stochastic: boolean;
  /** The options that it heeds. */
  readonly options: readonly (keyof SamplerOptions)[];
  /** @throws RangeError with a sentence that says which number is out of range. */
  schedule(training: NoiseSchedule, options: ScheduleOptions): Schedule;
  step(request: StepRequest): Promise<StepResult>;
}
