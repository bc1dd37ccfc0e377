import { asMatrix, type Changes, changed, isBuffer, type Naming } from './naming.ts';

/** Names that diffusers and transformers have given to the same tensor over the years. */
const changes: Changes = [
  // Newer versions of transformers leave out what older ones begin with.
  [/^(embeddings|encoder\.layers|final_layer_norm)\./, 'text_model.$1.'],
  [/^encoder\.embed_tokens\.weight$/, 'shared.weight'],
  [/(mid_block\.attentions\.\d+)\.query\./, '$1.to_q.'],
  [/(mid_block\.attentions\.\d+)\.key\./, '$1.to_k.'],
  [/(mid_block\.attentions\.\d+)\.value\./, '$1.to_v.'],
  [/(mid_block\.attentions\.\d+)\.proj_attn\./, '$1.to_out.0.'],
];

const vaeProjection = /^(encoder|decoder)\.mid_block\.attentions\.\d+\.to_(q|k|v|out\.0)\.weight$/;

/** Names of files that diffusers or transformers wrote, whichever their versions. */
export const diffusersNames: Naming = (name, tensor) => {
  if (isBuffer(name)) return [];
  const called = changed(name, changes);
  return [[called, vaeProjection.test(called) ? asMatrix(tensor) : tensor]];
};
