import type { Network } from '../../diffusion/denoiser.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { checkMultiple } from './checkSize.ts';
import { type DenoisingRoles, denoisingNetwork } from './denoisingNetwork.ts';

export const sd3Roles: DenoisingRoles = {
  sample: { names: ['hidden_states'], ranks: [4] },
  timestep: { names: ['timestep'], ranks: [0, 1] },
  given: {
    hidden: { names: ['encoder_hidden_states'], ranks: [3] },
    pooled: { names: ['pooled_projections'], ranks: [2] },
  },
  output: { names: ['out_hidden_states'], ranks: [4] },
};

/**
 * The transformer of Stable Diffusion 3.
 * @param downscale pixels per latent cell.
 * @param patch cells on each side of what it reads at once.
 */
export function sd3Transformer(source: NetworkSource, pool: SessionPool, downscale: number, patch: number): Network {
  const network = denoisingNetwork(source, pool, downscale, sd3Roles);
  return {
    async run(sample, timestep, given) {
      checkMultiple(sample, patch, downscale, source.file);
      return network.run(sample, timestep, given);
    },
  };
}
