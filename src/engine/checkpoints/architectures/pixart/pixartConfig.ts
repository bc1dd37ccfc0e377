import { z } from 'zod';
import { absent, type Config, only, readConfig } from '../config.ts';

const count = z.number().int().positive();

/** Keys of diffusers' PixArtTransformer2DModel, with its defaults. Those of dropout and of its norms without weights change nothing. */
const schema = z.strictObject({
  num_attention_heads: count.default(16),
  attention_head_dim: count.default(72),
  in_channels: count.default(4),
  out_channels: count.nullable().default(8),
  num_layers: count.default(28),
  cross_attention_dim: count.default(1152),
  sample_size: count.default(128),
  patch_size: count.default(2),
  /** Null: one for each 64 cells of `sample_size`. */
  interpolation_scale: z.number().positive().nullish(),
  caption_channels: count.nullish(),
  attention_bias: only(true),
  activation_fn: only('gelu-approximate'),
  norm_type: only('ada_norm_single'),
  norm_elementwise_affine: only(false),
  norm_eps: z.literal(1e-6).default(1e-6),
  attention_type: z.literal('default').nullable().default('default'),
  use_additional_conditions: z.literal(false).nullish(),
  double_self_attention: z.literal(false).optional(),
  only_cross_attention: z.literal(false).optional(),
  num_vector_embeds: absent,
  dropout: z.unknown(),
  norm_num_groups: z.unknown(),
  num_embeds_ada_norm: z.unknown(),
  upcast_attention: z.unknown(),
});

export type PixartConfig = z.infer<typeof schema>;

export function readPixartConfig(config: Config): PixartConfig {
  const published = Object.entries(config).filter(([key]) => !key.startsWith('_'));
  return readConfig(schema, Object.fromEntries(published), 'PixArt transformer');
}
