import type { Tensor } from '../../tensor/tensor.ts';
import { addNoise } from '../addNoise.ts';
import { flowLevel, isClean, type NoiseLevel, noiseRate, variancePreserving } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { firstOrderStep } from './firstOrder.ts';

/**
 * The cleaner level from which fresh noise leads back up to `to`. Variance preserving: sigma_down = sigma_to² / sigma_from,
 * k-diffusion's get_ancestral_step with eta 1. Flow matching: the same of times, as ComfyUI's rectified flow samplers have it.
 */
export function levelBelow(from: NoiseLevel, to: NoiseLevel, kind: NoiseSchedule['kind']): NoiseLevel {
  if (kind === 'flow') return flowLevel(noiseRate(to) * (noiseRate(to) / noiseRate(from)));
  return variancePreserving(to.sigma * (to.sigma / from.sigma));
}

/** One first-order step to the level below, and noise back up to `to`. Draws nothing where `to` is clean. */
export function ancestralStep(
  x: Tensor,
  denoised: Tensor,
  from: NoiseLevel,
  to: NoiseLevel,
  kind: NoiseSchedule['kind'],
  noise: () => Tensor,
): Tensor {
  if (isClean(to)) return firstOrderStep(x, denoised, from, to);
  const below = levelBelow(from, to, kind);
  return addNoise(firstOrderStep(x, denoised, from, below), noise(), to, below);
}
