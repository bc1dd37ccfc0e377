import type { WeightTable } from '../weights.ts';
import type { InferredConfig } from './guess.ts';
import { tableShapes } from './tableShapes.ts';

/** How the width of a head is shared by the axes that positions are told by: none, rows and columns. */
const usualAxes = [16, 56, 56];

/** The config.json of a FluxTransformer2DModel. */
export function fluxConfig(table: WeightTable, file: string): InferredConfig {
  const shapes = tableShapes(table, 'transformer', file);
  const width = shapes.length('x_embedder.weight', 0);
  const headWidth = shapes.length('transformer_blocks.0.attn.norm_q.weight', 0);
  const axes = axesOf(headWidth);
  const why = `Its heads of attention are ${headWidth} wide, as in no known model: positions are told by ${axes.join(', ')} of these.`;
  return {
    config: {
      _class_name: 'FluxTransformer2DModel',
      patch_size: 1,
      in_channels: shapes.length('x_embedder.weight', 1),
      out_channels: shapes.length('proj_out.weight', 0),
      num_layers: shapes.count('transformer_blocks.'),
      num_single_layers: shapes.count('single_transformer_blocks.'),
      attention_head_dim: headWidth,
      num_attention_heads: Math.floor(width / headWidth),
      joint_attention_dim: shapes.length('context_embedder.weight', 1),
      pooled_projection_dim: shapes.length('time_text_embed.text_embedder.linear_1.weight', 1),
      guidance_embeds: shapes.has('time_text_embed.guidance_embedder.linear_1.weight'),
      axes_dims_rope: axes,
    },
    guesses: axes === usualAxes ? [] : [{ key: 'axes_dims_rope', value: axes, why }],
  };
}

/** An eighth for none, as usual, in even numbers. */
function axesOf(headWidth: number): number[] {
  if (headWidth === 128) return usualAxes;
  const first = Math.max(2, 2 * Math.round(headWidth / 16));
  const second = 2 * Math.floor((headWidth - first) / 4);
  return [first, second, headWidth - first - second];
}
