import { z } from 'zod';
import { defineNode } from '../../../graph/defineNode.ts';
import { port } from '../../../graph/port.ts';
import { createRegistry, type NodeRegistry } from '../../../graph/registry.ts';

const nothing = (): never => {
  throw new Error('Sample nodes compute nothing');
};
const plain = { version: 1, migrations: [], examples: [], compute: nothing };

const loadModel = defineNode({
  ...plain,
  type: 'load_model',
  title: 'Load model',
  docs: 'Loads a model by its name. Everything else hangs on it.',
  inputs: {},
  parameters: z.object({ model: z.string().default('sd15-tiny').meta({ control: 'model' }) }),
  outputs: {
    model: port('model', 'The denoiser.'),
    text_encoder: port('text_encoder', 'Understands prompts.'),
    vae: port('vae', 'Between pictures and latents.'),
  },
});

const prompt = defineNode({
  ...plain,
  type: 'prompt',
  title: 'Prompt',
  docs: 'What the picture should show.',
  inputs: {
    text_encoder: port('text_encoder', 'Of the model.'),
    text: port('text', 'Drives the text.', { optional: true }),
  },
  parameters: z.object({ text: z.string().default('').meta({ control: 'multiline' }) }),
  outputs: { conditioning: port('conditioning', 'For denoise.') },
});

const noise = defineNode({
  ...plain,
  type: 'noise',
  title: 'Noise',
  docs: 'Pure noise from a seed.',
  inputs: { seed: port('number', 'Drives the seed.', { optional: true }) },
  parameters: z.object({
    seed: z.number().int().min(0).max(4294967295).default(0).meta({ control: 'seed' }),
    width: z.number().int().min(64).max(2048).default(128).meta({ unit: 'px', step: 8 }),
    count: z.number().int().min(1).max(16).default(1),
  }),
  outputs: { latents: port('latents', 'Noise.') },
});

const slerp = defineNode({
  ...plain,
  type: 'slerp',
  title: 'Slerp',
  docs: 'Moves along the great circle from a to b. Stays on the shell.',
  inputs: {
    a: port('latents', 'Where it starts.'),
    b: port('latents', 'Where it ends.'),
    t: port('numbers', 'How far along.', { optional: true }),
  },
  parameters: z.object({
    t: z
      .number()
      .min(-1)
      .max(2)
      .default(0.5)
      .describe('How far from a to b: 0 is a, 1 is b.')
      .meta({ control: 'slider' }),
    radius: z.enum(['interpolate', 'keep_a', 'shell']).default('interpolate'),
    normalise: z.boolean().default(true),
  }),
  outputs: { latents: port('latents', 'The point between.') },
});

const multiSlerp = defineNode({
  ...plain,
  type: 'multi_slerp',
  title: 'Multi-slerp',
  docs: 'The weighted middle of many points.',
  inputs: { points: port('latents', 'Points to mix.', { repeat: { min: 2, max: 8 } }) },
  parameters: z.object({ weights: z.array(z.number()).default([1, 1]) }),
  outputs: { latents: port('latents', 'The middle.') },
});

const attribute = defineNode({
  ...plain,
  type: 'attribute_vector',
  title: 'Attribute vector',
  docs: 'The direction from one set of points to another.',
  inputs: { with: port('latents', 'Has it.'), without: port('latents', 'Has it not.') },
  parameters: z.object({ scale: z.enum(['raw', 'unit']).default('raw') }),
  outputs: { direction: port('direction', 'From without to with.') },
});

const numbers = defineNode({
  ...plain,
  type: 'numbers',
  title: 'Numbers',
  docs: 'A range with easing.',
  inputs: {},
  parameters: z.object({
    from: z.number().default(0),
    to: z.number().default(1),
    count: z.number().int().min(2).max(64).default(8),
  }),
  outputs: { numbers: port('numbers', 'The range.') },
});

const denoise = defineNode({
  ...plain,
  type: 'denoise',
  title: 'Denoise',
  docs: 'From noise to a clean point.',
  inputs: {
    model: port('model', 'The denoiser.'),
    latents: port('latents', 'Where it starts.'),
    positive: port('conditioning', 'Wanted.'),
    negative: port('conditioning', 'Unwanted.', { optional: true }),
    sigmas: port('sigmas', 'Noise levels.', { optional: true }),
  },
  parameters: z.object({
    sampler: z.enum(['ddim', 'euler', 'euler_ancestral', 'dpmpp_2m']).default('euler'),
    steps: z.number().int().min(1).max(100).default(20),
    guidance_scale: z.number().min(1).max(20).default(7.5),
  }),
  outputs: { latents: port('latents', 'Clean.') },
});

const apply = defineNode({
  ...plain,
  type: 'apply_directions',
  title: 'Apply directions',
  docs: 'Moves points along directions.',
  inputs: {
    latents: port('latents', 'Points.'),
    directions: port('direction', 'Ways to go.', { repeat: { min: 1, max: 4 } }),
  },
  parameters: z.object({ strength: z.number().min(-3).max(3).default(1).meta({ control: 'slider' }) }),
  outputs: { latents: port('latents', 'Moved.') },
});

const decode = defineNode({
  ...plain,
  type: 'decode',
  title: 'Decode',
  docs: 'Latents to pictures.',
  inputs: { vae: port('vae', 'The decoder.'), latents: port('latents', 'Clean latents.') },
  parameters: z.object({}),
  outputs: { image: port('image', 'Pictures.') },
});

const preview = defineNode({
  ...plain,
  type: 'preview_image',
  title: 'Preview',
  docs: 'Shows pictures on the node.',
  inputs: { image: port('image', 'Pictures.') },
  parameters: z.object({}),
  outputs: {},
  preview: 'images',
  terminal: true,
});

const reroute = defineNode({
  ...plain,
  type: 'reroute',
  title: 'Reroute',
  docs: 'Leads a wire around.',
  inputs: { value: port('any', 'Anything.') },
  parameters: z.object({}),
  outputs: { value: port('any', 'The same.') },
});

const note = defineNode({
  ...plain,
  type: 'note',
  title: 'Note',
  docs: 'Something to read.',
  inputs: {},
  parameters: z.object({ text: z.string().default('').meta({ control: 'multiline', format: 'markdown' }) }),
  outputs: {},
});

/** Nodes of every look, for tests of the canvas that must not depend on the real catalogue. */
export const sampleRegistry: NodeRegistry = createRegistry({
  loaders: [loadModel],
  conditioning: [prompt],
  noise: [noise],
  interpolation: [slerp, multiSlerp],
  directions: [attribute, apply],
  values: [numbers],
  sampling: [denoise],
  image: [decode, preview],
  utility: [reroute, note],
});
