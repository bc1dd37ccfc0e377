import { z } from 'zod';
import type { PromptChoices } from '../../src/diffusion/conditioning.ts';
import { type PromptSyntax, promptSyntaxes } from '../../src/diffusion/prompts/weightedText.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';

const otherText = (description: string) =>
  z
    .string()
    .max(20_000)
    .default('')
    .describe(description)
    .meta({ control: 'multiline', isPrompt: true, shownWhen: { texts: 'each' } });

export default defineNode({
  type: 'prompt',
  version: 2,
  migrations: [{ from: 1, migrate: (parameters) => ({ ...parameters, syntax: 'plain' }) }],
  title: 'Prompt',
  docs: `Encodes a text as conditioning, which tells the network what to paint. Connect it to the "conditioning" input of a denoising node, or to "negative" for what should be avoided.

With the syntax of A1111, (word) counts 1.1 times as much and [word] as little less, (word:1.3) counts as much as the number says, and \\( is a bracket; weights within weights multiply, and the mean of the encoded prompt stays. BREAK begins a new chunk. With that of ComfyUI a number is the weight itself, square brackets and BREAK are text, and a weight moves a word away from the empty prompt. CLIP reads 75 words or so at a time: longer prompts are read in chunks that follow each other. With the plain syntax every sign is text, as in diffusers, and what is too long is left out, with a warning.

embedding:name stands for a textual inversion: the file of that name in the folder "embeddings" of the workspace. Models with .safetensors weights read them.

Stable Diffusion XL and FLUX have two text encoders and Stable Diffusion 3 has three: all read the same text unless "texts" says otherwise. The starter model knows sentences such as "a small red house on a hill at sunset under a clear sky, warm colors, flat style"; parts may be left out. An empty prompt is allowed and asks for nothing in particular.`,
  errors: [
    'A second text, a third text, clip skip or T5 tokens for a model that has no such encoder.',
    'An embedding that is not there, that was made for another kind of model, or for a model in an ONNX folder.',
    'A clip skip that is larger than the encoder, or for a model that was exported without its hidden states.',
  ],
  keywords: [
    'clip text encode prompt',
    'cliptextencode',
    'text',
    'conditioning',
    'clip',
    'embedding',
    'textual inversion',
    'negative',
    'weight',
    'emphasis',
    'attention',
  ],
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
      .meta({ control: 'multiline', isPrompt: true }),
    syntax: z
      .enum(promptSyntaxes)
      .default('a1111')
      .describe('What brackets, weights and BREAK mean, and what happens to a long prompt.')
      .meta({ choices: { plain: 'Plain, as diffusers', a1111: 'A1111', comfyui: 'ComfyUI' } }),
    texts: z
      .enum(['one', 'each'])
      .default('one')
      .describe('Whether all text encoders of a model read the same text, or each its own.')
      .meta({ choices: { one: 'One for all encoders', each: 'One for each encoder' } }),
    second_text: otherText('What the second text encoder reads (SDXL, SD3; T5 in FLUX). Empty: the same as the first.'),
    third_text: otherText('What the third text encoder reads (T5 in SD3). Empty: the same as the first.'),
    clip_skip: z
      .int()
      .min(-1)
      .max(12)
      .default(0)
      .describe(
        'How many of the last layers of CLIP are left out; SDXL and SD3 leave out one themselves. Not in FLUX. 0 is as the settings of the model say, none unless they were changed; -1 is none, whatever they say. diffusers leaves none out for negative prompts.',
      )
      .meta({ unit: 'layers', step: 1, zero: 'as the model says' }),
    t5_tokens: z
      .int()
      .min(0)
      .max(512)
      .default(0)
      .describe('SD3, FLUX and PixArt: how many tokens T5 reads. 0 is as trained: 256, 512 and 300.')
      .meta({ unit: 'tokens', step: 1, zero: 'as trained' }),
  }),
  outputs: { conditioning: port('conditioning', 'The encoded prompt.') },
  examples: [
    { title: 'A scene', parameters: { text: 'a small red house on a hill at sunset, warm colors, flat style' } },
    { title: 'An empty prompt', parameters: { text: '' } },
    {
      title: 'A scene for one encoder of SDXL, its style for the other',
      parameters: { text: 'a house on a hill', texts: 'each', second_text: 'watercolor, soft light' },
    },
  ],
  async compute({ inputs, parameters }, context) {
    const conditioning = await inputs.text_encoder.encode(inputs.text, choicesOf(parameters));
    if (conditioning.warning) context.warn(conditioning.warning);
    return { conditioning };
  },
});

interface Choices {
  readonly syntax: PromptSyntax;
  readonly texts: 'one' | 'each';
  readonly second_text: string;
  readonly third_text: string;
  readonly clip_skip: number;
  readonly t5_tokens: number;
}

/** Only what was chosen: a model refuses what it does not have. */
function choicesOf({ syntax, texts, second_text, third_text, clip_skip, t5_tokens }: Choices): PromptChoices {
  return {
    ...(syntax !== 'plain' && { syntax }),
    ...(texts === 'each' && second_text !== '' && { second: second_text }),
    ...(texts === 'each' && third_text !== '' && { third: third_text }),
    ...(clip_skip !== 0 && { clipSkip: Math.max(0, clip_skip) }),
    ...(t5_tokens > 0 && { maxLength: t5_tokens }),
  };
}
