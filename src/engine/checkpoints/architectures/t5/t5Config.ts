import { z } from 'zod';
import { type Config, readConfig } from '../config.ts';

const count = z.number().int().positive();

/** Keys of transformers' T5Config that the encoder has, with its defaults. */
const schema = z.looseObject({
  vocab_size: count.default(32128),
  d_model: count.default(512),
  d_kv: count.default(64),
  d_ff: count.default(2048),
  num_layers: count.default(6),
  num_heads: count.default(8),
  relative_attention_num_buckets: count.default(32),
  relative_attention_max_distance: count.default(128),
  layer_norm_epsilon: z.number().positive().default(1e-6),
  feed_forward_proj: z.enum(['relu', 'gated-gelu']).default('relu'),
});

export type T5Config = z.infer<typeof schema>;

export function readT5Config(config: Config): T5Config {
  return readConfig(schema, config, 'T5 text encoder');
}
