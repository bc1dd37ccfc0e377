import type { BuiltNetwork } from '../../builtNetwork.ts';
import { buildNetwork } from '../../network/buildNetwork.ts';
import type { WeightTable } from '../../weights.ts';
import type { Config } from '../config.ts';
import { decoder } from './decoder.ts';
import { encoder } from './encoder.ts';
import { readVaeConfig } from './vaeConfig.ts';

/**
 * The encoder of diffusers' AutoencoderKL (Kingma and Welling 2013; Rombach et al. 2022): `sample` [B, 3, H, W] in [-1, 1] to
 * `latent_parameters` [B, 2C, H/8, W/8]. `weights` are those of the whole VAE.
 * @throws ArcspaceError
 */
export function buildVaeEncoder(weights: WeightTable, config: Config): BuiltNetwork {
  const read = readVaeConfig(config);
  return buildNetwork({ weights, ignores: isOfDecoder }, (scope) => {
    const shape = ['batch_size', read.in_channels, 'height', 'width'];
    const pictures = scope.graph.input({ name: 'sample', type: 'float32', shape });
    scope.graph.output(encoder(scope, pictures, read), {
      name: 'latent_parameters',
      type: 'float32',
      shape: ['batch_size', 2 * read.latent_channels, 'latent_height', 'latent_width'],
    });
  });
}

/**
 * The decoder of diffusers' AutoencoderKL: `latent_sample` [B, C, h, w] to `sample` [B, 3, 8h, 8w]. `weights` are those of the
 * whole VAE.
 * @throws ArcspaceError
 */
export function buildVaeDecoder(weights: WeightTable, config: Config): BuiltNetwork {
  const read = readVaeConfig(config);
  return buildNetwork({ weights, ignores: (name) => !isOfDecoder(name) }, (scope) => {
    const shape = ['batch_size', read.latent_channels, 'latent_height', 'latent_width'];
    const latents = scope.graph.input({ name: 'latent_sample', type: 'float32', shape });
    scope.graph.output(decoder(scope, latents, read), {
      name: 'sample',
      type: 'float32',
      shape: ['batch_size', read.out_channels, 'height', 'width'],
    });
  });
}

function isOfDecoder(name: string): boolean {
  return name.startsWith('decoder.') || name.startsWith('post_quant_conv.');
}
