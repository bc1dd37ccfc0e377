import type { WeightTable } from '../weights.ts';
import type { InferredConfig } from './guess.ts';
import { tableShapes } from './tableShapes.ts';

/** Width of a head in every CLIP that Stable Diffusion uses. */
const headWidth = 64;

/** Width of CLIP ViT-L, the one that OpenAI trained; those of OpenCLIP are wider. */
const openAiWidth = 768;
const openClipWidths = [1024, 1280];

const layers = 'text_model.encoder.layers.';

export interface ClipKind {
  /** Whether the model compares prompts with pictures, and so has a projection, the identity where the file has none. */
  readonly projecting: boolean;
  /** Whether the names in the file are those of OpenCLIP. */
  readonly openClip: boolean;
}

/** The config.json of a CLIPTextModel, or of one with projection. */
export function clipConfig(table: WeightTable, file: string, { projecting, openClip }: ClipKind): InferredConfig {
  const shapes = tableShapes(table, 'CLIP text encoder', file);
  const width = shapes.length('text_model.embeddings.token_embedding.weight', 1);
  const words = shapes.length('text_model.embeddings.token_embedding.weight', 0);
  const heads = Math.max(1, Math.floor(width / headWidth));
  const known = width === openAiWidth || openClipWidths.includes(width);
  const hidden_act = openClip || openClipWidths.includes(width) ? 'gelu' : 'quick_gelu';
  return {
    config: {
      architectures: [projecting ? 'CLIPTextModelWithProjection' : 'CLIPTextModel'],
      model_type: 'clip_text_model',
      vocab_size: words,
      hidden_size: width,
      intermediate_size: shapes.length(`${layers}0.mlp.fc1.weight`, 0),
      num_hidden_layers: shapes.count(layers),
      num_attention_heads: heads,
      max_position_embeddings: shapes.length('text_model.embeddings.position_embedding.weight', 0),
      projection_dim: shapes.has('text_projection.weight') ? projectionWidth(table) : width,
      hidden_act,
      layer_norm_eps: 1e-5,
      // Start and end are the last words of CLIP's vocabulary.
      bos_token_id: words - 2,
      eos_token_id: words - 1,
      pad_token_id: 1,
    },
    guesses: known ? [] : [headGuess(width, heads), ...(openClip ? [] : [activationGuess(width, hidden_act)])],
  };
}

function headGuess(width: number, value: number) {
  const why = `Its CLIP is ${width} wide, as no known one: heads of attention are taken to be ${headWidth} wide.`;
  return { key: 'num_attention_heads', value, why };
}

function activationGuess(width: number, value: string) {
  const why = `Its CLIP is ${width} wide, as no known one: it is taken to compute with ${value}, as the first encoder of Stable Diffusion.`;
  return { key: 'hidden_act', value, why };
}

function projectionWidth(table: WeightTable): number | undefined {
  const projection = table.get('text_projection.weight');
  return projection?.shape[projection.transposed ? 1 : 0];
}
