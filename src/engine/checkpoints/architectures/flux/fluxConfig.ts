import { z } from 'zod';
import { type Config, readConfig, unsupportedConfig } from '../config.ts';

const count = z.number().int().positive();

/** Keys of diffusers' FluxTransformer2DModel, with its defaults. */
const schema = z
  .object({
    patch_size: count.default(1),
    in_channels: count.default(64),
    out_channels: count.nullish(),
    num_layers: z.number().int().nonnegative().default(19),
    num_single_layers: z.number().int().nonnegative().default(38),
    attention_head_dim: count.default(128),
    num_attention_heads: count.default(24),
    joint_attention_dim: count.default(4096),
    pooled_projection_dim: count.default(768),
    guidance_embeds: z.boolean().default(false),
    axes_dims_rope: z.array(count.multipleOf(2)).length(3).default([16, 56, 56]),
  })
  .catchall(z.union([z.null(), z.literal(false)]));

export type FluxConfig = z.infer<typeof schema>;

export function readFluxConfig(config: Config): FluxConfig {
  const published = Object.entries(config).filter(([key]) => !key.startsWith('_'));
  const read = readConfig(schema, Object.fromEntries(published), 'FLUX transformer');
  const turned = read.axes_dims_rope.reduce((sum, share) => sum + share, 0);
  if (turned !== read.attention_head_dim) throw unsupportedConfig('FLUX transformer', 'axes_dims_rope', config);
  return read;
}
