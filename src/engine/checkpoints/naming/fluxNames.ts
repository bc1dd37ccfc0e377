import type { StoredTensor } from '../weights.ts';
import { type Changes, changed, equalBlocks, type Naming, rowBlocks } from './naming.ts';

const changes: Changes = [
  [/^img_in\./, 'x_embedder.'],
  [/^txt_in\./, 'context_embedder.'],
  [/^time_in\./, 'time_text_embed.timestep_embedder.'],
  [/^vector_in\./, 'time_text_embed.text_embedder.'],
  [/^guidance_in\./, 'time_text_embed.guidance_embedder.'],
  [/\.in_layer\./, '.linear_1.'],
  [/\.out_layer\./, '.linear_2.'],
  [/^final_layer\.linear\./, 'proj_out.'],
  [/^final_layer\.adaLN_modulation\.1\./, 'norm_out.linear.'],
  [/^double_blocks\./, 'transformer_blocks.'],
  [/^single_blocks\./, 'single_transformer_blocks.'],
  [/\.img_mod\.lin\./, '.norm1.linear.'],
  [/\.txt_mod\.lin\./, '.norm1_context.linear.'],
  [/\.modulation\.lin\./, '.norm.linear.'],
  [/\.img_attn\.proj\./, '.attn.to_out.0.'],
  [/\.txt_attn\.proj\./, '.attn.to_add_out.'],
  [/\.img_attn\.norm\.(q|k)[a-z]*_norm\.(scale|weight)$/, '.attn.norm_$1.weight'],
  [/\.txt_attn\.norm\.(q|k)[a-z]*_norm\.(scale|weight)$/, '.attn.norm_added_$1.weight'],
  [/\.norm\.(q|k)[a-z]*_norm\.(scale|weight)$/, '.attn.norm_$1.weight'],
  [/\.img_mlp\.0\./, '.ff.net.0.proj.'],
  [/\.img_mlp\.2\./, '.ff.net.2.'],
  [/\.txt_mlp\.0\./, '.ff_context.net.0.proj.'],
  [/\.txt_mlp\.2\./, '.ff_context.net.2.'],
  [/\.linear2\./, '.proj_out.'],
];

const joined = /^double_blocks\.(\d+)\.(img|txt)_attn\.qkv\.(weight|bias)$/;
/** Attention and the first layer of the feed-forward network in one. */
const joinedWithMlp = /^single_blocks\.(\d+)\.linear1\.(weight|bias)$/;

/**
 * Names of the transformer of Black Forest Labs' flux repository.
 * @param width of its hidden states.
 */
export function fluxNames(width: number): Naming {
  return (name, tensor) => {
    const [, double, stream, part] = joined.exec(name) ?? [];
    if (double !== undefined) return split(`transformer_blocks.${double}.attn.`, stream === 'txt', `${part}`, tensor);
    const [, single, kind] = joinedWithMlp.exec(name) ?? [];
    if (single !== undefined) return splitWithMlp(`single_transformer_blocks.${single}.`, `${kind}`, tensor, width);
    const called = changed(name, changes);
    return [[called, called.startsWith('norm_out.') ? { ...tensor, halvesSwapped: true } : tensor]];
  };
}

function split(prefix: string, ofPrompt: boolean, kind: string, tensor: StoredTensor) {
  const blocks = equalBlocks(tensor, 3) ?? [];
  const layer = (which: string) => (ofPrompt ? `add_${which}_proj` : `to_${which}`);
  return blocks.map((block, index) => [`${prefix}${layer('qkv'[index] as string)}.${kind}`, block] as const);
}

function splitWithMlp(prefix: string, kind: string, tensor: StoredTensor, width: number) {
  const names = ['attn.to_q', 'attn.to_k', 'attn.to_v', 'proj_mlp'];
  const blocks = rowBlocks(tensor, [width, width, width, (tensor.shape[0] ?? 0) - 3 * width]) ?? [];
  return blocks.map((block, index) => [`${prefix}${names[index]}.${kind}`, block] as const);
}
