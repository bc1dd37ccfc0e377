import { z } from 'zod';
import { type Config, readConfig } from '../config.ts';

const count = z.number().int().positive();

/** Keys of diffusers' SD3Transformer2DModel, with its defaults. */
const schema = z
  .object({
    sample_size: z.unknown().optional(),
    patch_size: count.default(2),
    in_channels: count.default(16),
    out_channels: count.nullish(),
    num_layers: count.default(18),
    attention_head_dim: count.default(64),
    num_attention_heads: count.default(18),
    joint_attention_dim: count.default(4096),
    caption_projection_dim: count.default(1152),
    pooled_projection_dim: count.default(2048),
    pos_embed_max_size: count.default(96),
    dual_attention_layers: z.array(z.number().int().nonnegative()).default([]),
    qk_norm: z.literal('rms_norm').nullish(),
  })
  .catchall(z.union([z.null(), z.literal(false)]));

export type Sd3Config = z.infer<typeof schema>;

export function readSd3Config(config: Config): Sd3Config {
  const published = Object.entries(config).filter(([key]) => !key.startsWith('_'));
  return readConfig(schema, Object.fromEntries(published), 'SD3 transformer');
}
