import type { NoiseSchedule } from './noiseSchedule.ts';

/**
 * How many of the last of `steps` steps repaint a picture at a strength of 0 to 1, as diffusers' image-to-image pipelines
 * count: rounded down, and for flow matching models up.
 */
export function stepsOfStrength(steps: number, strength: number, { kind }: NoiseSchedule): number {
  const wanted = Math.min(steps * strength, steps);
  return kind === 'flow' ? steps - Math.floor(steps - wanted) : Math.floor(wanted);
}
