import { z } from 'zod';
import type { ModelFamily } from './families/family.ts';
import type { ModelLayout } from './layouts/modelLayout.ts';

const length = z.int().min(1).max(65_536);

const vaeSchema = z.looseObject({
  latent_channels: length.optional(),
  scaling_factor: z.number().positive().nullish(),
  shift_factor: z.number().nullish(),
  block_out_channels: z.array(length).min(1).max(8).optional(),
  /** Other ways to scale, which a few models have. */
  latents_mean: z.null('Arcspace does not run models that scale each channel by itself').optional(),
  latents_std: z.null('Arcspace does not run models that scale each channel by itself').optional(),
});

export interface VaeConfig {
  readonly channels: number;
  /** z <- (z - shift) * scale. */
  readonly scale: number;
  readonly shift: number;
  /** Pixels per latent cell. */
  readonly downscale: number;
  /** Channels of the decoder's widest layer at the size of the picture. */
  readonly decoderWidth: number;
}

/**
 * What the config.json files of the two halves of a VAE say, the decoder first, completed by what is usual in the family.
 * @throws ArcspaceError naming the file and the key at fault.
 */
export async function readVaeConfig(layout: ModelLayout, { vae: usual }: ModelFamily): Promise<VaeConfig> {
  const encoder = (await layout.config('vae_encoder', vaeSchema)) ?? {};
  const decoder = (await layout.config('vae_decoder', vaeSchema)) ?? {};
  const blocks = decoder.block_out_channels ?? encoder.block_out_channels;
  return {
    channels: decoder.latent_channels ?? encoder.latent_channels ?? usual.channels,
    scale: decoder.scaling_factor ?? encoder.scaling_factor ?? usual.scale,
    shift: decoder.shift_factor ?? encoder.shift_factor ?? usual.shift,
    downscale: 2 ** ((blocks?.length ?? 4) - 1),
    decoderWidth: blocks?.[1] ?? blocks?.[0] ?? 256,
  };
}
