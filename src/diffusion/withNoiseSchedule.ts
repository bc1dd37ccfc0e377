import { altered } from './altered.ts';
import type { Denoiser } from './model.ts';
import type { NoiseSchedule } from './noiseSchedule.ts';

/**
 * The same network, sampled over other noise levels.
 * @param levels their name, which tells the network from the one without.
 */
export function withNoiseSchedule(denoiser: Denoiser, training: NoiseSchedule, levels: string): Denoiser {
  return altered(denoiser, { name: levels, training });
}
