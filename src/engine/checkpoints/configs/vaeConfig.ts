import type { WeightTable } from '../weights.ts';
import type { InferredConfig } from './guess.ts';
import { normGroups } from './normGroups.ts';
import { tableShapes } from './tableShapes.ts';

/** The config.json of an AutoencoderKL, but for its scale, which the family of the model says. */
export function vaeConfig(table: WeightTable, file: string): InferredConfig {
  const shapes = tableShapes(table, 'VAE', file);
  const blocks = Math.max(1, shapes.count('decoder.up_blocks.'));
  // The decoder's blocks are there in every VAE, the encoder's not; it numbers them from the latents outwards.
  const widths = Array.from({ length: blocks }, (_, block) =>
    shapes.length(`decoder.up_blocks.${blocks - 1 - block}.resnets.0.conv1.weight`, 0),
  );
  const { groups, guesses } = normGroups(widths);
  return {
    config: {
      _class_name: 'AutoencoderKL',
      in_channels: shapes.has('encoder.conv_in.weight') ? shapes.length('encoder.conv_in.weight', 1) : 3,
      out_channels: shapes.length('decoder.conv_out.weight', 0),
      latent_channels: shapes.length('decoder.conv_in.weight', 1),
      block_out_channels: widths,
      down_block_types: Array<string>(blocks).fill('DownEncoderBlock2D'),
      up_block_types: Array<string>(blocks).fill('UpDecoderBlock2D'),
      // The decoder has one more.
      layers_per_block: shapes.count('decoder.up_blocks.0.resnets.') - 1,
      act_fn: 'silu',
      norm_num_groups: groups,
      mid_block_add_attention: shapes.count('decoder.mid_block.attentions.') > 0,
      use_quant_conv: shapes.has('quant_conv.weight'),
      use_post_quant_conv: shapes.has('post_quant_conv.weight'),
    },
    guesses,
  };
}
