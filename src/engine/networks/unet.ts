import type { Network } from '../../diffusion/denoiser.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { type DenoisingRoles, denoisingNetwork } from './denoisingNetwork.ts';
import type { Role } from './inputsByRole.ts';

/** What a UNet reads beside latents, timestep and hidden states. */
export interface UnetConditions {
  readonly roles: Readonly<Record<string, Role>>;
  readonly circumstances?: Network['circumstances'];
}

export function unetRoles({ roles }: UnetConditions): DenoisingRoles {
  return {
    sample: { names: ['sample'], ranks: [4] },
    timestep: { names: ['timestep'], ranks: [0, 1] },
    given: { hidden: { names: ['encoder_hidden_states'], ranks: [3] }, ...roles },
    output: { names: ['out_sample'], ranks: [4] },
  };
}

/**
 * The UNet of Stable Diffusion.
 * @param downscale pixels per latent cell.
 */
export function unetNetwork(
  source: NetworkSource,
  pool: SessionPool,
  downscale: number,
  conditions: UnetConditions = { roles: {} },
): Network {
  const network = denoisingNetwork(source, pool, downscale, unetRoles(conditions));
  const { circumstances } = conditions;
  return {
    run: (sample, timestep, given) => network.run(sample, timestep, given),
    ...(circumstances && { circumstances }),
  };
}
