import { z } from 'zod';
import { type Config, readConfig } from '../config.ts';

const count = z.number().int().positive();

/** Keys of diffusers' AutoencoderKL. What concerns only the scale of latents or the training is read elsewhere or by nobody. */
const schema = z.looseObject({
  in_channels: count.default(3),
  out_channels: count.default(3),
  latent_channels: count.default(4),
  block_out_channels: z.array(count).min(1).default([64]),
  layers_per_block: count.default(1),
  norm_num_groups: count.default(32),
  act_fn: z.enum(['silu', 'swish']).default('silu'),
  down_block_types: z.array(z.literal('DownEncoderBlock2D')).optional(),
  up_block_types: z.array(z.literal('UpDecoderBlock2D')).optional(),
  mid_block_add_attention: z.boolean().default(true),
  use_quant_conv: z.boolean().default(true),
  use_post_quant_conv: z.boolean().default(true),
});

export type VaeConfig = z.infer<typeof schema>;

export function readVaeConfig(config: Config): VaeConfig {
  return readConfig(schema, config, 'VAE');
}
