import { z } from 'zod';
import { defineNode } from '../../defineNode.ts';
import { port } from '../../port.ts';
import { createRegistry, type NodeRegistry } from '../../registry.ts';

const shared = { version: 1, migrations: [], docs: 'For tests. Nothing more.', examples: [] } as const;

const makeLatents = defineNode({
  ...shared,
  type: 'make_latents',
  title: 'Make latents',
  inputs: {},
  parameters: z.object({ seed: z.number().default(0) }),
  outputs: { latents: port('latents', 'Points') },
  compute: () => {
    throw new Error('never computed');
  },
});

const mix = defineNode({
  ...shared,
  type: 'mix',
  title: 'Mix',
  inputs: {
    points: port('latents', 'Points', { repeat: { min: 1, max: 4 } }),
    weight: port('number', 'Weight', { optional: true }),
  },
  parameters: z.object({ weight: z.number().default(0.5) }),
  outputs: { latents: port('latents', 'Point') },
  compute: () => {
    throw new Error('never computed');
  },
});

const number = defineNode({
  ...shared,
  type: 'number',
  title: 'Number',
  inputs: {},
  parameters: z.object({ value: z.number().default(0) }),
  outputs: { number: port('number', 'A number') },
  compute: () => ({ number: 0 }),
});

const reroute = defineNode({
  ...shared,
  type: 'reroute',
  title: 'Reroute',
  inputs: { in: port('any', 'Anything') },
  parameters: z.object({}),
  outputs: { out: port('any', 'The same') },
  compute: ({ inputs }) => ({ out: inputs.in }),
});

const loadModel = defineNode({
  ...shared,
  type: 'load_model',
  title: 'Load model',
  inputs: {},
  parameters: z.object({ model: z.string().default('starter').meta({ control: 'model' }) }),
  usesModels: ({ model }) => [model],
  outputs: { model: port('model', 'The network'), vae: port('vae', 'The autoencoder') },
  compute: () => {
    throw new Error('never computed');
  },
});

const guide = defineNode({
  ...shared,
  type: 'guide',
  title: 'Guide',
  inputs: { model: port('model', 'The network'), vae: port('vae', 'To look at it', { optional: true }) },
  parameters: z.object({}),
  outputs: { model: port('model', 'The network, guided') },
  compute: ({ inputs }) => ({ model: inputs.model }),
});

const decode = defineNode({
  ...shared,
  type: 'decode',
  title: 'Decode',
  inputs: { vae: port('vae', 'The autoencoder'), latents: port('latents', 'Points') },
  parameters: z.object({}),
  outputs: { image: port('image', 'Pictures') },
  compute: () => {
    throw new Error('never computed');
  },
});

/** A source, a repeated input with a driven parameter, a number, a reroute, a model and what hangs on it. */
export const testRegistry: NodeRegistry = createRegistry({
  tests: [makeLatents, mix, number, reroute, loadModel, guide, decode],
});
