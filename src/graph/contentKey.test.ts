import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contentKey } from './contentKey.ts';
import type { PartChoices } from './context.ts';
import { defineNode } from './defineNode.ts';
import type { PlannedNode } from './plan.ts';
import { port } from './port.ts';
import { fakeServices } from './testing/fakeServices.ts';
import type { LinkEnd } from './workflow/link.ts';

const reader = defineNode({
  type: 'reader',
  version: 1,
  migrations: [],
  title: 'Reader',
  docs: 'For tests.',
  inputs: { a: port('number', 'one'), b: port('number', 'other') },
  parameters: z.object({}),
  outputs: { low: port('number', 'the lower'), high: port('number', 'the higher') },
  reads: () => ['a.txt'],
  usesModels: () => ['tiny'],
  usesLoras: () => ['ink'],
  compute: () => ({ low: 0, high: 1 }),
  examples: [],
});
const definition = { ...reader, category: 'test' };
const [x, y] = [
  { node: 'x', port: 'low' },
  { node: 'y', port: 'low' },
];
const wired: readonly [string, LinkEnd][] = [
  ['a', x],
  ['b', y],
];
const planned: PlannedNode = {
  id: 'n',
  definition,
  parameters: { one: 1, two: [1, 2], three: { z: null, a: 'x' } },
  inputs: new Map(wired),
};
const upstream = new Map([
  ['x', 'key of x'],
  ['y', 'key of y'],
]);
const services = (text = 'one', model = 'one', lora = 'one', vae = 'one') => ({
  files: fakeServices({ 'a.txt': text }).services.files,
  models: {
    load: fakeServices().services.models.load,
    fingerprint: async (name: string, parts: PartChoices = {}) => `${model} ${name} ${parts.vae ?? ''}`,
  },
  vaes: { load: fakeServices().services.vaes.load, fingerprint: async () => vae },
  loras: { load: fakeServices().services.loras.load, fingerprint: async () => lora },
});

const keyOf = (change: Partial<PlannedNode> = {}, keys = upstream, given = services()) =>
  contentKey({ ...planned, ...change }, keys, given);

describe('the content key', () => {
  it('is another where the numbers of some parameters have changed', async () => {
    const revised = (revision: number) => ({ definition: { ...definition, revision: () => revision } });
    expect(await keyOf(revised(0))).toBe(await keyOf());
    expect(await keyOf(revised(1))).not.toBe(await keyOf());
  });

  it('is the same for the same question, in whatever order its parts are written, and whatever the node is called', async () => {
    const parameters = { three: { a: 'x', z: null }, two: [1, 2], one: 1 };
    expect(await keyOf({ id: 'another', parameters, inputs: new Map(wired.toReversed()) })).toBe(await keyOf());
  });

  it('is another one for each part that a model is put together of', async () => {
    const withVae = (vae: string) => ({
      definition: { ...definition, usesParts: () => ({ model: 'tiny', parts: { vae } }) },
    });
    expect(await keyOf(withVae('mine'))).not.toBe(await keyOf());
    expect(await keyOf(withVae('mine'))).not.toBe(await keyOf(withVae('other')));
  });

  it('is another one when a VAE that the node uses is', async () => {
    const withVae = { definition: { ...definition, usesVaes: () => ['mine'] } };
    const other = services('one', 'one', 'one', 'two');
    expect(await keyOf(withVae)).not.toBe(await keyOf());
    expect(await keyOf(withVae, upstream, other)).not.toBe(await keyOf(withVae));
    expect(await keyOf({}, upstream, other)).toBe(await keyOf());
  });

  it.each<[string, Partial<PlannedNode>]>([
    ['the type', { definition: { ...definition, type: 'writer' } }],
    ['the version of the node', { definition: { ...definition, version: 2 } }],
    ['a parameter', { parameters: { ...planned.parameters, one: 2 } }],
    ['the order of a list', { parameters: { ...planned.parameters, two: [2, 1] } }],
    ['null for infinity', { parameters: { ...planned.parameters, one: null } }],
    ['a wire that is gone', { inputs: new Map(wired.slice(1)) }],
    ['the output that a wire comes from', { inputs: new Map([...wired, ['b', { node: 'y', port: 'high' }]]) }],
    [
      'wires that changed places',
      {
        inputs: new Map([
          ['a', y],
          ['b', x],
        ]),
      },
    ],
  ])('differs by %s', async (_, change) => {
    expect(await keyOf(change)).not.toBe(await keyOf());
  });

  it('differs by every number that JSON cannot tell from null', async () => {
    const values = [null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    const keys = await Promise.all(values.map((one) => keyOf({ parameters: { one } })));
    expect(new Set(keys).size).toBe(values.length);
  });

  it('differs by what reaches an input, and by the content of a file, of a model and of a LoRA', async () => {
    const changed = new Map([...upstream, ['y', 'another key']]);
    const keys = await Promise.all([
      keyOf(),
      keyOf({}, changed),
      keyOf({}, upstream, services('two')),
      keyOf({}, upstream, services('one', 'two')),
      keyOf({}, upstream, services('one', 'one', 'two')),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
