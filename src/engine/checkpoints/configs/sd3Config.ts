import type { WeightTable } from '../weights.ts';
import type { InferredConfig } from './guess.ts';
import { type TableShapes, tableShapes } from './tableShapes.ts';

/** Width of a head in all published models. Where queries are normalised, the file says it. */
const usualHeadWidth = 64;

/** The config.json of an SD3Transformer2DModel. */
export function sd3Config(table: WeightTable, file: string): InferredConfig {
  const shapes = tableShapes(table, 'transformer', file);
  const normalised = shapes.has('transformer_blocks.0.attn.norm_q.weight');
  const width = shapes.length('pos_embed.proj.weight', 0);
  const headWidth = normalised ? shapes.length('transformer_blocks.0.attn.norm_q.weight', 0) : usualHeadWidth;
  const patch = shapes.length('pos_embed.proj.weight', 2);
  const layers = shapes.count('transformer_blocks.');
  const heads = Math.max(1, Math.floor(width / headWidth));
  return {
    config: {
      _class_name: 'SD3Transformer2DModel',
      patch_size: patch,
      in_channels: shapes.length('pos_embed.proj.weight', 1),
      out_channels: shapes.length('proj_out.weight', 0) / patch ** 2,
      num_layers: layers,
      attention_head_dim: Math.floor(width / heads),
      num_attention_heads: heads,
      joint_attention_dim: shapes.length('context_embedder.weight', 1),
      caption_projection_dim: shapes.length('context_embedder.weight', 0),
      pooled_projection_dim: shapes.length('time_text_embed.text_embedder.linear_1.weight', 1),
      pos_embed_max_size: Math.round(Math.sqrt(shapes.length('pos_embed.pos_embed', 1))),
      dual_attention_layers: dualLayers(shapes, layers),
      ...(normalised && { qk_norm: 'rms_norm' }),
    },
    guesses: width % headWidth === 0 ? [] : headGuesses(width, heads),
  };
}

function headGuesses(width: number, heads: number): InferredConfig['guesses'] {
  const headWidth = Math.floor(width / heads);
  const why = `Its transformer is ${width} wide, no multiple of ${usualHeadWidth}: heads of attention are taken to be ${headWidth} wide.`;
  return [
    { key: 'num_attention_heads', value: heads, why },
    { key: 'attention_head_dim', value: headWidth, why },
  ];
}

/** Layers in which the picture attends to itself once more, without the prompt: Stable Diffusion 3.5 medium has some. */
function dualLayers(shapes: TableShapes, layers: number): number[] {
  const all = Array.from({ length: layers }, (_, layer) => layer);
  return all.filter((layer) => shapes.has(`transformer_blocks.${layer}.attn2.to_q.weight`));
}
