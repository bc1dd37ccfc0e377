import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

export default defineNode({
  type: 'prompt',
  version: 1,
  migrations: [],
  title: 'Prompt',
  docs: `Encodes a text as conditioning, which tells the network what to paint. Connect it to the "conditioning" input of a denoising node, or to "negative" for what should be avoided.

The text encoder reads a limited number of tokens and leaves out the rest. The starter model knows sentences such as "a small red house on a hill at sunset under a clear sky, warm colors, flat style"; parts may be left out. An empty prompt is allowed and asks for nothing in particular.`,
  errors: ['A text encoder that gives no hidden states.'],
  keywords: ['text', 'conditioning', 'clip', 'negative'],
  inputs: {
    text_encoder: port('text_encoder', 'The text encoder of the model that will denoise.'),
    text: port('text', 'The text, in place of the parameter.'),
  },
  parameters: z.object({
    text: z
      .string()
      .max(20_000)
      .default('a large white lighthouse by the sea at night under a clear sky, cool colors, flat style')
      .describe('What the picture should show.')
      .meta({ control: 'multiline' }),
  }),
  outputs: { conditioning: port('conditioning', 'The encoded prompt.') },
  examples: [
    { title: 'A scene', parameters: { text: 'a small red house on a hill at sunset, warm colors, flat style' } },
    { title: 'An empty prompt', parameters: { text: '' } },
  ],
  async compute({ inputs }, context) {
    const conditioning = await inputs.text_encoder.encode(inputs.text);
    if (conditioning.warning) context.warn(conditioning.warning);
    return { conditioning };
  },
});
