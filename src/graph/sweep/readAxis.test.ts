import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineNode } from '../defineNode.ts';
import { findParameter } from '../parameters/findParameter.ts';
import { createRegistry } from '../registry.ts';
import { workflowOf } from '../testing/workflowOf.ts';
import { axisOf, axisOfLines } from './readAxis.ts';

const walk = defineNode({
  type: 'walk',
  version: 1,
  migrations: [],
  title: 'Walk',
  docs: 'For tests.',
  inputs: {},
  parameters: z.object({
    guidance: z.number().min(0).max(100).default(3),
    steps: z.int().min(1).max(1000).default(20),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
    sampler: z.enum(['euler', 'ddim', 'heun']).default('euler'),
    loop: z.boolean().default(true),
    model: z.string().min(1).default('starter').meta({ control: 'model' }),
    text: z.string().max(2000).default('').meta({ control: 'multiline' }),
    weights: z.array(z.number()).default([]),
  }),
  outputs: {},
  examples: [],
  compute: () => ({}),
});
const registry = createRegistry({ sampling: [walk] });
const workflow = workflowOf({ walk: { type: 'walk' } });
const parameter = (name: string) => findParameter(workflow, registry, `walk.${name}`);
const values = (name: string, written: string) => axisOf(parameter(name), written).values;

describe('values of an axis', () => {
  test.each<[string, string, unknown[]]>([
    ['guidance', '1,2.5,9', [1, 2.5, 9]],
    ['guidance', '1:9:5', [1, 3, 5, 7, 9]],
    ['guidance', '0.1:0.9:9', [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]],
    ['guidance', '9:1:3', [9, 5, 1]],
    ['guidance', '4:9:1', [4]],
    ['steps', '1..4', [1, 2, 3, 4]],
    ['steps', '4..1, 10, 20:30:2', [4, 3, 2, 1, 10, 20, 30]],
    ['sampler', 'ddim, euler', ['ddim', 'euler']],
    ['sampler', '*', ['euler', 'ddim', 'heun']],
    ['loop', '*', [true, false]],
    ['loop', 'false', [false]],
    ['model', 'starter,other', ['starter', 'other']],
    ['text', 'a house, by the sea', ['a house, by the sea']],
    ['text', 'a {red|blue} {house|boat}', ['a red house', 'a red boat', 'a blue house', 'a blue boat']],
    ['text', 'a {|very {large|small} }house', ['a house', 'a very large house', 'a very small house']],
    ['text', '\\{a\\} | b {x\\|y|z}', ['{a} | b x|y', '{a} | b z']],
    ['text', '["a, b", "c|d"]', ['a, b', 'c|d']],
    ['text', '[red|blue] house', ['[red|blue] house']],
    [
      'weights',
      '[[1, 2], [2, 1]]',
      [
        [1, 2],
        [2, 1],
      ],
    ],
  ])('of %s are written as %s', (name, written, expected) => {
    expect(values(name, written)).toEqual(expected);
  });

  test.each([
    ['guidance', '1:900:3', 'walk.guidance cannot be "450.5"'],
    ['steps', '1:9:4', 'walk.steps cannot be "3.66666666667"'],
    ['guidance', '1:9', '"1:9" does not say how many numbers'],
    ['guidance', '1:9:0', '"1:9:0" means 0 numbers'],
    ['guidance', '1:9:99999999999', 'means 99999999999 numbers'],
    ['seed', '0..1000000', '"0..1000000" means 1000001 numbers'],
    ['guidance', '1,2,1.0', 'walk.guidance has the value 1 twice'],
    ['guidance', 'much', 'walk.guidance cannot be "much"'],
    ['guidance', '', 'walk.guidance cannot be ""'],
    ['sampler', 'eular', 'walk.sampler cannot be "eular"'],
    ['text', '[]', 'There are no values for walk.text'],
    ['text', 'a {red|blue house', 'the "{" at character 3 is not closed'],
    ['text', 'a red} house', 'the "}" at character 6 closes no "{"'],
    ['text', '{a|b|c|d|e|f|g|h|i|j}'.repeat(5), 'stands for 100000 texts'],
    ['weights', '1,2', 'are not numbers, texts or choices'],
    ['guidance', 'random:0:1:9', 'A random sample of 0 values'],
    ['steps', 'random:9:1..8', '9 different values cannot be drawn at random where there are 8'],
    ['sampler', 'random:4:*', '4 different values cannot be drawn'],
  ])('of %s cannot be %s, in words that name the place', (name, written, message) => {
    expect(() => values(name, written)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringContaining(message), remedy: expect.any(String) }),
    );
  });

  test('are the lines of a file, without empty ones', () => {
    expect(axisOfLines(parameter('text'), 'a {red|blue} house\r\n\n  a boat, at sea \n').values).toEqual([
      'a {red|blue} house',
      'a boat, at sea',
    ]);
    expect(axisOfLines(parameter('steps'), '5\n10').values).toEqual([5, 10]);
    expect(() => axisOfLines(parameter('steps'), '5\nmany')).toThrow('walk.steps cannot be "many"');
  });
});

describe('random values', () => {
  test('are the same for a seed, and others for another', () => {
    expect(values('seed', 'random:4#7:0..1000000000000')).toEqual(values('seed', 'random:4#7:0..1000000000000'));
    expect(values('seed', 'random:4#7:0..1000000')).not.toEqual(values('seed', 'random:4#8:0..1000000'));
    expect(values('seed', 'random:4:0..1000000')).toEqual(values('seed', 'random:4#0:0..1000000'));
  });

  test('lie between both ends, are whole where the parameter is, and none comes twice', () => {
    const spans = fc.record({
      name: fc.constantFrom('guidance', 'steps'),
      ends: fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 })),
      seed: fc.nat(),
      dots: fc.constantFrom('..', ':'),
    });
    fc.assert(
      fc.property(spans, ({ name, ends: [from, to], seed, dots }) => {
        const count = Math.min(20, Math.abs(to - from) + 1);
        fc.pre(from !== to || dots === '..');
        const drawn = values(name, `random:${count}#${seed}:${from}${dots}${to}`) as number[];
        expect(new Set(drawn).size).toBe(count);
        for (const value of drawn) {
          expect(value).toBeGreaterThanOrEqual(Math.min(from, to));
          expect(value).toBeLessThanOrEqual(Math.max(from, to));
          if (name === 'steps' || dots === '..') expect(value).toBe(Math.round(value));
        }
      }),
    );
  });

  test('of texts are some of those that there are', () => {
    const all = values('text', '{a|b|c} {d|e}');
    const drawn = values('text', 'random:4:{a|b|c} {d|e}');
    expect(drawn).toHaveLength(4);
    expect(all).toEqual(expect.arrayContaining([...drawn]));
  });

  test('of texts are drawn from more than a sweep could have', () => {
    const letters = '{a|b|c|d|e|f|g|h|i|j}';
    const drawn = values('text', `random:20:${letters.repeat(9)}`);
    expect(new Set(drawn).size).toBe(20);
    for (const text of drawn) expect(text).toMatch(/^[a-j]{9}$/);
    expect(new Set(drawn.map((text) => String(text).charAt(0))).size).toBeGreaterThan(3);
    expect(() => values('text', `random:20:${letters.repeat(16)}`)).toThrow('the most are 9007199254740991');
  });
});

test('alternatives are as many as the product of their groups, and hold each text once', () => {
  const groups = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(groups, (sizes) => {
      const text = sizes
        .map((size, g) => `{${Array.from({ length: size }, (_, o) => `${g}.${o}`).join('|')}}`)
        .join(' ');
      const texts = values('text', text);
      expect(texts).toHaveLength(sizes.reduce((product, size) => product * size, 1));
      expect(new Set(texts).size).toBe(texts.length);
    }),
  );
});

test('whatever is written, it is read or refused in words', () => {
  const written = fc.oneof(fc.string(), fc.stringMatching(/^[0-9.:,{}|#\\[\]a-c*-]{0,20}$/));
  fc.assert(
    fc.property(written, fc.constantFrom('guidance', 'steps', 'sampler', 'text', 'weights', 'model'), (text, name) => {
      try {
        expect(values(name, text).length).toBeGreaterThan(0);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'usage' });
      }
    }),
  );
});
