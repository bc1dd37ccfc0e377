import { asMatrix, type Changes, changed, largestNumber, type Naming } from './naming.ts';

const changes: Changes = [
  [/\.down\.(\d+)\.block\./, '.down_blocks.$1.resnets.'],
  [/\.down\.(\d+)\.downsample\./, '.down_blocks.$1.downsamplers.0.'],
  [/\.block\./, '.resnets.'],
  [/\.upsample\./, '.upsamplers.0.'],
  [/\.mid\.block_1\./, '.mid_block.resnets.0.'],
  [/\.mid\.block_2\./, '.mid_block.resnets.1.'],
  [/\.mid\.attn_1\./, '.mid_block.attentions.0.'],
  [/\.nin_shortcut\./, '.conv_shortcut.'],
  [/\.norm_out\./, '.conv_norm_out.'],
];

/** Attention, which old files keep as convolutions that look at one place. */
const attention: Changes = [
  [/\.norm\./, '.group_norm.'],
  [/\.(q|k|v)\./, '.to_$1.'],
  [/\.proj_out\./, '.to_out.0.'],
];

const part = /^(encoder|decoder|quant_conv|post_quant_conv)\./;

/**
 * Names of the autoencoder of the latent diffusion repository, which numbers the blocks of its decoder from the picture inwards.
 * @param names of all its tensors.
 */
export function ldmVaeNames(names: Iterable<string>): Naming {
  const last = largestNumber(names, /^decoder\.up\.(\d+)\./);
  return (name, tensor) => {
    if (!part.test(name)) return [];
    const called = changed(name, changes).replace(/\.up\.(\d+)\./, (_, block) => `.up_blocks.${last - Number(block)}.`);
    return called.includes('.attentions.') ? [[changed(called, attention), asMatrix(tensor)]] : [[called, tensor]];
  };
}
