import { type NoiseLevel, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import type { Schedule } from '../schedule.ts';

export interface SigmaScheduleParts {
  readonly sampler: string;
  readonly initialScale: number;
  /** One more than there are timesteps: the last is where sampling arrives. */
  readonly sigmas: readonly number[];
  readonly timesteps: readonly number[];
}

/** A schedule whose steps join: each starts where the one before arrived. Sigmas are rounded to float32, as diffusers'. */
export function joinedSchedule({ sampler, initialScale, sigmas, timesteps }: SigmaScheduleParts): Schedule {
  const levels = sigmas.map((sigma) => variancePreserving(Math.fround(sigma)));
  return {
    sampler,
    initialScale,
    steps: timesteps.map((timestep, i) => ({
      from: levels[i] as NoiseLevel,
      to: levels[i + 1] as NoiseLevel,
      timestep,
    })),
  };
}

/** The sigma after the last step: 0 (default) or the smallest that the network was trained at. */
export function finalSigma({ settings, sigmas }: NoiseSchedule): number {
  return settings.finalSigma === 'zero' ? 0 : (sigmas[0] as number);
}
