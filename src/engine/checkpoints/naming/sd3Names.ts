import type { StoredTensor } from '../weights.ts';
import { type Changes, changed, equalBlocks, largestNumber, type Naming } from './naming.ts';

const outer: Changes = [
  [/^pos_embed$/, 'pos_embed.pos_embed'],
  [/^x_embedder\.proj\./, 'pos_embed.proj.'],
  [/^t_embedder\.mlp\.0\./, 'time_text_embed.timestep_embedder.linear_1.'],
  [/^t_embedder\.mlp\.2\./, 'time_text_embed.timestep_embedder.linear_2.'],
  [/^y_embedder\.mlp\.0\./, 'time_text_embed.text_embedder.linear_1.'],
  [/^y_embedder\.mlp\.2\./, 'time_text_embed.text_embedder.linear_2.'],
  [/^final_layer\.linear\./, 'proj_out.'],
  [/^final_layer\.adaLN_modulation\.1\./, 'norm_out.linear.'],
];

/** What the half of a block that works on the picture calls its layers, and the half that works on the prompt. */
const halves: Readonly<Record<string, Changes>> = {
  x_block: [
    [/^attn(2?)\.ln_(q|k)\./, 'attn$1.norm_$2.'],
    [/^attn(2?)\.proj\./, 'attn$1.to_out.0.'],
    [/^adaLN_modulation\.1\./, 'norm1.linear.'],
    [/^mlp\.fc1\./, 'ff.net.0.proj.'],
    [/^mlp\.fc2\./, 'ff.net.2.'],
  ],
  context_block: [
    [/^attn\.ln_(q|k)\./, 'attn.norm_added_$1.'],
    [/^attn\.proj\./, 'attn.to_add_out.'],
    [/^adaLN_modulation\.1\./, 'norm1_context.linear.'],
    [/^mlp\.fc1\./, 'ff_context.net.0.proj.'],
    [/^mlp\.fc2\./, 'ff_context.net.2.'],
  ],
};

const inBlock = /^joint_blocks\.(\d+)\.(x_block|context_block)\.(.*)$/;
const joined = /^(attn2?)\.qkv\.(weight|bias)$/;

/**
 * Names of the transformer of Stability AI's sd3 repository.
 * @param last number of its last block, which has no second half and modulates the prompt as the final layer does.
 */
export function sd3Names(last: number): Naming {
  return (name, tensor) => {
    const [, block, half, layer] = inBlock.exec(name) ?? [];
    if (block === undefined || half === undefined || layer === undefined) return outerName(name, tensor);
    const prefix = `transformer_blocks.${block}.`;
    const qkv = joined.exec(layer);
    if (qkv) return split(prefix, half, qkv[1] as string, qkv[2] as string, tensor);
    const called = changed(layer, halves[half] as Changes);
    const swapped = Number(block) === last && called.startsWith('norm1_context.');
    return [[prefix + called, swapped ? { ...tensor, halvesSwapped: true } : tensor]];
  };
}

export function lastJointBlock(names: Iterable<string>): number {
  return largestNumber(names, inBlock);
}

function outerName(name: string, tensor: StoredTensor): ReturnType<Naming> {
  const called = changed(name, outer);
  return [[called, called.startsWith('norm_out.') ? { ...tensor, halvesSwapped: true } : tensor]];
}

function split(prefix: string, half: string, attention: string, kind: string, tensor: StoredTensor) {
  const blocks = equalBlocks(tensor, 3) ?? [];
  const layer = (which: string) => (half === 'x_block' ? `to_${which}` : `add_${which}_proj`);
  return blocks.map(
    (block, index) => [`${prefix}${attention}.${layer('qkv'[index] as string)}.${kind}`, block] as const,
  );
}
