import type { StoredTensor } from '../weights.ts';
import { type Changes, changed, equalBlocks, type Naming } from './naming.ts';

const changes: Changes = [
  [/^positional_embedding$/, 'text_model.embeddings.position_embedding.weight'],
  [/^token_embedding\./, 'text_model.embeddings.token_embedding.'],
  [/^ln_final\./, 'text_model.final_layer_norm.'],
  [/^transformer\.resblocks\.(\d+)\./, 'text_model.encoder.layers.$1.'],
  [/\.ln_(1|2)\./, '.layer_norm$1.'],
  [/\.mlp\.c_fc\./, '.mlp.fc1.'],
  [/\.mlp\.c_proj\./, '.mlp.fc2.'],
  [/\.attn\.out_proj\./, '.self_attn.out_proj.'],
];

/** Queries, keys and values of attention lie one below the other. */
const joined = /^transformer\.resblocks\.(\d+)\.attn\.in_proj_(weight|bias)$/;

/** Names of the text half of an OpenCLIP model. */
export const openClipNames: Naming = (name, tensor) => {
  const match = joined.exec(name);
  if (match) return split(`text_model.encoder.layers.${match[1]}.self_attn`, match[2] as string, tensor);
  if (name === 'text_projection') return [['text_projection.weight', { ...tensor, transposed: true }]];
  if (name === 'text_projection.weight') return [[name, tensor]];
  const called = changed(name, changes);
  return called.startsWith('text_model.') ? [[called, tensor]] : [];
};

function split(layer: string, kind: string, tensor: StoredTensor) {
  const blocks = equalBlocks(tensor, 3) ?? [];
  return blocks.map((block, index) => [`${layer}.${'qkv'[index]}_proj.${kind}`, block] as const);
}
