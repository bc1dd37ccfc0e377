import { z } from 'zod';
import { defineNode, type NodeDefinition } from '../defineNode.ts';
import { port } from '../port.ts';
import { ArcspaceError } from '../problem.ts';
import { createRegistry, type NodeRegistry } from '../registry.ts';

const plain = { version: 1, migrations: [], examples: [], docs: 'For tests.' };

const value = defineNode({
  ...plain,
  type: 'value',
  title: 'Value',
  inputs: {},
  parameters: z.object({ value: z.number().min(-100).max(100).default(1) }),
  outputs: { number: port('number', 'the value') },
  compute: ({ parameters }) => ({ number: parameters.value }),
});

const sum = defineNode({
  ...plain,
  version: 2,
  type: 'sum',
  title: 'Sum',
  migrations: [{ from: 1, migrate: ({ offset, ...rest }) => ({ ...rest, plus: offset }) }],
  inputs: { terms: port('number', 'added up', { repeat: { min: 1, max: 3 } }), plus: port('number', 'added too') },
  parameters: z.object({ plus: z.number().default(0) }),
  outputs: { number: port('number', 'the sum') },
  compute: ({ inputs }) => ({ number: inputs.terms.reduce((total, term) => total + term, inputs.plus) }),
});

const double = defineNode({
  ...plain,
  type: 'double',
  title: 'Double',
  inputs: { number: port('number', 'doubled') },
  parameters: z.object({}),
  outputs: { number: port('number', 'twice the input') },
  compute: ({ inputs }) => ({ number: inputs.number * 2 }),
});

const reciprocal = defineNode({
  ...plain,
  type: 'reciprocal',
  title: 'Reciprocal',
  inputs: { number: port('number', 'below the line') },
  parameters: z.object({}),
  outputs: { number: port('number', 'one over the input') },
  compute: ({ inputs }) => ({ number: 1 / inputs.number }),
});

const reroute = defineNode({
  ...plain,
  type: 'reroute',
  title: 'Reroute',
  inputs: { value: port('any', 'anything') },
  parameters: z.object({}),
  outputs: { value: port('any', 'the same') },
  compute: ({ inputs }) => ({ value: inputs.value }),
});

const words = defineNode({
  ...plain,
  type: 'words',
  title: 'Words',
  inputs: {},
  parameters: z.object({ text: z.string().default('') }),
  outputs: { text: port('text', 'the text') },
  compute: ({ parameters }) => ({ text: parameters.text }),
});

const readFile = defineNode({
  ...plain,
  type: 'read_file',
  title: 'Read file',
  effects: 'reads-files',
  inputs: {},
  parameters: z.object({ path: z.string().default('a.txt') }),
  reads: ({ path }) => [path],
  outputs: { number: port('number', 'its length') },
  compute: async ({ parameters }, context) => ({ number: (await context.files.read(parameters.path)).length }),
});

const writeFile = defineNode({
  ...plain,
  type: 'write_file',
  title: 'Write file',
  effects: 'writes-files',
  terminal: true,
  inputs: { number: port('number', 'written') },
  parameters: z.object({}),
  outputs: {},
  compute: async ({ inputs }, context) => {
    await context.files.write('out.txt', Uint8Array.of(48 + inputs.number));
    return {};
  },
});

const show = defineNode({
  ...plain,
  type: 'show',
  title: 'Show',
  terminal: true,
  inputs: { number: port('number', 'shown') },
  parameters: z.object({}),
  outputs: { number: port('number', 'the same') },
  compute: ({ inputs }) => ({ number: inputs.number }),
});

const fail = defineNode({
  ...plain,
  type: 'fail',
  title: 'Fail',
  terminal: true,
  inputs: {},
  parameters: z.object({}),
  outputs: { number: port('number', 'never') },
  compute: () => {
    throw new ArcspaceError('broken', 'It broke.', 'Mend it.', { port: 'number' });
  },
});

const steps = defineNode({
  ...plain,
  type: 'steps',
  title: 'Steps',
  terminal: true,
  inputs: {},
  parameters: z.object({ of: z.number().default(4) }),
  outputs: { number: port('number', 'how many') },
  compute: async ({ parameters: { of } }, context) => {
    for (let step = 1; step <= of; step++) {
      context.signal.throwIfAborted();
      await context.progress({ step, of });
    }
    context.warn('Slow.');
    return { number: of };
  },
});

/** Gives its number, and says that it did so in a makeshift way while `short` is set. */
export const room = { short: false };

const cramped = defineNode({
  ...plain,
  type: 'cramped',
  title: 'Cramped',
  inputs: {},
  parameters: z.object({ value: z.number().default(1) }),
  outputs: { number: port('number', 'the number') },
  compute({ parameters: { value: number } }, context) {
    if (room.short) context.makeshift('There was no room.');
    return { number };
  },
});

const FAKE_NODES: readonly NodeDefinition[] = [
  cramped,
  value,
  sum,
  double,
  reciprocal,
  reroute,
  words,
  readFile,
  writeFile,
  show,
  fail,
  steps,
];

export const fakeRegistry: NodeRegistry = createRegistry({ test: FAKE_NODES });
