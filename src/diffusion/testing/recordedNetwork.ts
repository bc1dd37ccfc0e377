import type { Tensor } from '../../tensor/tensor.ts';
import type { Conditioning } from '../conditioning.ts';
import { type Network, networkDenoiser } from '../denoiser.ts';
import type { CancelSignal, Denoiser } from '../model.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';

export const neverCancelled: CancelSignal = { aborted: false, throwIfAborted: () => {} };

export function conditioning(
  prompt: string,
  hidden: Tensor = { data: Float32Array.of(1), shape: [1, 1, 1] },
): Conditioning {
  return { prompt, encoder: 'test', tensors: { hidden } };
}

/** A denoiser around a network made up for a test; its empty prompt is told from others by hidden = 0. */
export function testDenoiser(training: NoiseSchedule, network: Network): Denoiser {
  return networkDenoiser({
    id: 'test',
    name: 'test',
    space: { id: 'test', name: 'test', channels: 4, downscale: 8, multiple: 1 },
    training,
    guidanceKind: 'classifier-free',
    nativeSize: [8, 8],
    network,
    withoutNegative: async () => conditioning('', { data: Float32Array.of(0), shape: [1, 1, 1] }),
    preview: async (latents) => latents,
  });
}
