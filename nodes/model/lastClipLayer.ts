import { z } from 'zod';
import { stoppingAt } from '../../src/diffusion/stoppingAt.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'last_clip_layer',
  version: 1,
  migrations: [],
  title: 'CLIP layer',
  docs: `Reads the text at an earlier layer of CLIP, counted from its end, for every prompt that it is connected to: -1 is the last layer, -2 the one before it.

Typical setup: connect Load model or Apply LoRA, followed by Prompt.

The number is that of CLIP Set Last Layer in ComfyUI. Stable Diffusion 1.5 reads the last layer by itself, Stable Diffusion 2 and XL the one before it, so -2 changes nothing there. A "clip skip" that a Prompt sets itself counts before it.`,
  errors: [
    'A model whose text is not read by CLIP alone, such as Stable Diffusion 3 or FLUX.',
    'The last layer of Stable Diffusion 2, SD-Turbo or XL, which their encoders do not give.',
  ],
  keywords: ['clipsetlastlayer', 'clip set last layer', 'clip skip', 'stop at clip layer'],
  inputs: { text_encoder: port('text_encoder', 'The text encoder of the model that will denoise.') },
  parameters: z.object({
    layer: z
      .int()
      .min(-24)
      .max(-1)
      .default(-1)
      .describe('The layer that is read, counted from the end: -1 is the last.')
      .meta({ step: 1 }),
  }),
  outputs: { text_encoder: port('text_encoder', 'The same encoder, read at that layer.') },
  examples: [{ title: 'As many models for drawings were trained', parameters: { layer: -2 } }],
  compute: ({ inputs: { text_encoder }, parameters: { layer } }) => ({
    text_encoder: stoppingAt(text_encoder, layer),
  }),
});
