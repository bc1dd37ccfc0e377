import type { Network } from '../../diffusion/denoiser.ts';
import { type Tensor, tensor, zeros } from '../../tensor/tensor.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { checkMultiple } from './checkSize.ts';
import { type DenoisingRoles, denoisingNetwork } from './denoisingNetwork.ts';
import { packed, patchPositions, unpacked } from './packing.ts';

/** Schedulers count timesteps to 1000, the network to 1. */
const timestepsPerUnit = 1000;

/** @param guided whether it is told the guidance scale: FLUX dev is, schnell is not. */
export function fluxRoles(guided: boolean): DenoisingRoles {
  return {
    sample: { names: ['hidden_states'], ranks: [3] },
    timestep: { names: ['timestep'], ranks: [1] },
    given: {
      hidden: { names: ['encoder_hidden_states'], ranks: [3] },
      pooled: { names: ['pooled_projections'], ranks: [2] },
      ...(guided && { guidance: { names: ['guidance'], ranks: [1] } }),
    },
    shared: {
      picturePositions: { names: ['img_ids'], ranks: [2, 3] },
      textPositions: { names: ['txt_ids'], ranks: [2, 3] },
    },
    output: { names: ['out_hidden_states'], ranks: [3] },
  };
}

/**
 * The transformer of FLUX: it reads latents as patches of 2 x 2 cells, with their positions.
 * @param downscale pixels per latent cell.
 */
export function fluxTransformer(source: NetworkSource, pool: SessionPool, downscale: number, guided: boolean): Network {
  const network = denoisingNetwork(source, pool, downscale, fluxRoles(guided));
  return {
    async run(sample, timestep, given) {
      checkMultiple(sample, 2, downscale, source.file);
      const [, , height = 1, width = 1] = sample.shape;
      const answer = await network.run(packed(sample), Math.fround(timestep / timestepsPerUnit), given, {
        picturePositions: patchPositions(height, width),
        textPositions: zeros([given.hidden?.shape[1] ?? 0, 3]),
      });
      return unpacked(answer, sample.shape);
    },
    ...(guided && { circumstances: ({ guidance }) => ({ guidance: scalar(guidance) }) }),
  };
}

function scalar(value: number): Tensor {
  return tensor(Float32Array.of(value), [1]);
}
