import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { tensor } from '../tensor/tensor.ts';
import { defineNode } from './defineNode.ts';
import { port } from './port.ts';
import { ArcspaceError } from './problem.ts';
import { createRegistry } from './registry.ts';
import { resolveInputs } from './resolveInputs.ts';
import type { ImageSet } from './values.ts';
import type { LinkEnd } from './workflow/link.ts';

const entry = createRegistry({
  test: [
    defineNode({
      type: 'all',
      version: 1,
      migrations: [],
      title: 'All',
      docs: 'For tests.',
      inputs: {
        strength: port('number', 'a number'),
        seeds: port('numbers', 'a list'),
        pictures: port('image_set', 'a set', { optional: true }),
        prompt: port('text', 'a text', { optional: true }),
        terms: port('number', 'several', { repeat: { min: 1, max: 3 } }),
      },
      parameters: z.object({}),
      outputs: {},
      compute: () => ({}),
      examples: [],
    }),
  ],
}).get('all');

/** The inputs of a node, given the values on its wires by port. */
function inputsOf(wires: Readonly<Record<string, unknown>>, parameters: Readonly<Record<string, unknown>> = {}) {
  if (!entry) throw new Error('there is such a node');
  const inputs = new Map(
    Object.keys(wires).map((name): [string, LinkEnd] => [name, { node: `from ${name}`, port: 'out' }]),
  );
  const values = new Map(Object.entries(wires).map(([name, value]) => [`from ${name}`, { out: value }]));
  return resolveInputs({ id: 'all', definition: entry, parameters, inputs }, values);
}

function refusalOf(wires: Readonly<Record<string, unknown>>): unknown {
  try {
    return inputsOf(wires);
  } catch (error) {
    return error;
  }
}

describe('the inputs of a node', () => {
  test('are what its wires carry, and the parameter of the same name where there is none', () => {
    expect(inputsOf({ strength: 2, prompt: 'a house' }, { strength: 5, seeds: [1, 2], prompt: 'a car' })).toMatchObject(
      {
        strength: 2,
        seeds: [1, 2],
        prompt: 'a house',
      },
    );
    expect(inputsOf({}, { strength: 5 })).toMatchObject({ strength: 5 });
  });

  test('are undefined where neither is', () => {
    expect(inputsOf({})).toEqual({
      strength: undefined,
      seeds: undefined,
      pictures: undefined,
      prompt: undefined,
      terms: [],
    });
  });

  test('are undefined where the node behind the wire gave nothing', () => {
    if (!entry) return;
    const inputs = new Map([['prompt', { node: 'gone', port: 'out' }]]);
    expect(resolveInputs({ id: 'all', definition: entry, parameters: {}, inputs }, new Map()).prompt).toBeUndefined();
  });

  test('of a port that takes several come in the order of their places, gaps closed', () => {
    expect(inputsOf({ 'terms.3': 30, 'terms.1': 10 }).terms).toEqual([10, 30]);
  });
});

describe('a value is fitted to what the port takes', () => {
  test('a number that reaches a list is a list of one', () => {
    expect(inputsOf({ seeds: 7 }).seeds).toEqual([7]);
    expect(inputsOf({ seeds: [7, 8] }).seeds).toEqual([7, 8]);
    expect(inputsOf({ strength: 7 }).strength).toBe(7);
  });

  test('a batch of pictures that reaches a set is a set, read one at a time', async () => {
    const batch = tensor(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3, 1, 1]);
    const set = inputsOf({ pictures: batch }).pictures as ImageSet;
    expect(set.count).toBe(2);
    expect(await set.read(1)).toEqual(tensor(Float32Array.of(4, 5, 6), [1, 3, 1, 1]));
  });

  test('a set stays the set that it is', () => {
    const set: ImageSet = { count: 1, read: async () => tensor(new Float32Array(3), [1, 3, 1, 1]) };
    expect(inputsOf({ pictures: set }).pictures).toBe(set);
  });

  test.each([
    ['strength', Number.NaN],
    ['strength', 'three'],
    ['seeds', [1, Number.POSITIVE_INFINITY]],
    ['seeds', [Number.NaN, 1]],
  ])('what is no finite number is refused at its port: %s %s', (name, value) => {
    const refusal = refusalOf({ [name]: value });
    expect(refusal).toBeInstanceOf(ArcspaceError);
    expect(refusal).toMatchObject({ code: 'invalid-value', place: { port: name } });
    expect((refusal as ArcspaceError).message).toContain(`"${name}"`);
    expect((refusal as ArcspaceError).remedy).not.toBe('');
  });
});
