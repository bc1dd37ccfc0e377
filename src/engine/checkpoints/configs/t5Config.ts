import type { WeightTable } from '../weights.ts';
import type { InferredConfig } from './guess.ts';
import { tableShapes } from './tableShapes.ts';

const attention = 'encoder.block.0.layer.0.SelfAttention.';
const feedForward = 'encoder.block.0.layer.1.DenseReluDense.';

/** The config.json of a T5EncoderModel. */
export function t5Config(table: WeightTable, file: string): InferredConfig {
  const shapes = tableShapes(table, 'T5 text encoder', file);
  const heads = shapes.length(`${attention}relative_attention_bias.weight`, 1);
  const gated = shapes.has(`${feedForward}wi_0.weight`);
  return {
    config: {
      architectures: ['T5EncoderModel'],
      model_type: 't5',
      vocab_size: shapes.length('shared.weight', 0),
      d_model: shapes.length('shared.weight', 1),
      d_kv: shapes.length(`${attention}q.weight`, 0) / heads,
      d_ff: shapes.length(`${feedForward}${gated ? 'wi_0' : 'wi'}.weight`, 0),
      num_layers: shapes.count('encoder.block.'),
      num_heads: heads,
      relative_attention_num_buckets: shapes.length(`${attention}relative_attention_bias.weight`, 0),
      relative_attention_max_distance: 128,
      layer_norm_epsilon: 1e-6,
      // Version 1.1 is gated.
      feed_forward_proj: gated ? 'gated-gelu' : 'relu',
      is_gated_act: gated,
      dense_act_fn: gated ? 'gelu_new' : 'relu',
    },
    guesses: [],
  };
}
