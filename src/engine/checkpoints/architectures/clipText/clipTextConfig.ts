import { z } from 'zod';
import { type Config, readConfig } from '../config.ts';

const count = z.number().int().positive();

/** Keys of transformers' CLIPTextConfig, with its defaults. */
const schema = z.looseObject({
  vocab_size: count.default(49408),
  hidden_size: count.default(512),
  intermediate_size: count.default(2048),
  projection_dim: count.default(512),
  num_hidden_layers: count.default(12),
  num_attention_heads: count.default(8),
  max_position_embeddings: count.default(77),
  hidden_act: z.enum(['quick_gelu', 'gelu']).default('quick_gelu'),
  layer_norm_eps: z.number().positive().default(1e-5),
  eos_token_id: z.number().int().nonnegative().default(49407),
});

export type ClipTextConfig = z.infer<typeof schema>;

export function readClipTextConfig(config: Config): ClipTextConfig {
  return readConfig(schema, config, 'text encoder');
}
