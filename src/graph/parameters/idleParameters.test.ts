import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineNode } from '../defineNode.ts';
import { port } from '../port.ts';
import type { NodeEntry } from '../registry.ts';
import { idleParameters, obstacleWords } from './idleParameters.ts';

const entry: NodeEntry = {
  category: 'test',
  ...defineNode({
    type: 'sample',
    version: 1,
    migrations: [],
    title: 'Sample',
    docs: 'For tests.',
    inputs: { mask: port('image', 'A mask.'), noise: port('latents', 'Noise.'), seed: port('number', 'A seed.') },
    parameters: z.object({
      steps: z
        .int()
        .default(20)
        .meta({ shownWhen: { list: { empty: true } } }),
      method: z
        .enum(['euler', 'ddim'])
        .default('euler')
        .meta({ choices: { ddim: 'DDIM' } }),
      eta: z
        .number()
        .default(0)
        .meta({ shownWhen: { method: 'ddim' }, hiddenByWire: 'noise' }),
      seed: z
        .int()
        .default(0)
        .meta({ shownWhen: [{ method: 'ddim', eta: { above: 0 } }, { mask: { wired: true } }] }),
      feather: z
        .number()
        .default(0)
        .meta({ shownWhen: { mask: { wired: true } } }),
      sound: z.string().default(''),
      volume: z
        .number()
        .default(1)
        .meta({ shownWhen: { sound: { empty: false } } }),
      list: z.array(z.number()).default([]),
    }),
    outputs: {},
    compute: () => ({}),
    examples: [],
  }),
};

function why(parameter: string, values: Record<string, unknown> = {}, ...wired: string[]): string {
  const obstacle = idleParameters(entry, values, new Set(wired)).get(parameter);
  return obstacle ? obstacleWords(entry, obstacle) : 'It has an effect.';
}

describe('a parameter without effect', () => {
  it('says which value of which other is in its way', () => {
    expect(why('eta')).toBe('No effect while Method is euler.');
    expect(why('eta', { method: 'ddim' })).toBe('It has an effect.');
    expect(why('steps', { list: [1, 2] })).toBe('No effect while List is given.');
    expect(why('volume')).toBe('No effect while Sound is empty.');
    expect(why('volume', { sound: 'sea.mp4' })).toBe('It has an effect.');
  });

  it('has one where any of several conditions holds, and says what is in the way of the first where none does', () => {
    expect(why('seed', { method: 'ddim' })).toBe('No effect while Eta is 0.');
    expect(why('seed', { method: 'ddim', eta: 0.2 })).toBe('It has an effect.');
    expect(why('seed', {}, 'mask')).toBe('It has an effect.');
  });

  it('says which wire is missing, or decides in its place', () => {
    expect(why('feather')).toBe('No effect without a wire into Mask.');
    expect(why('feather', {}, 'mask')).toBe('It has an effect.');
    expect(why('eta', { method: 'ddim' }, 'noise')).toBe('No effect: the wire into Noise decides.');
  });

  it('says what is in the way of what it follows, where that has no effect itself', () => {
    expect(why('seed', { eta: 0.5 })).toBe('No effect while Method is euler.');
    expect(why('seed', { method: 'ddim', eta: 0.5 }, 'noise')).toBe('No effect: the wire into Noise decides.');
  });

  it('may follow one that is declared after it', () => {
    expect(idleParameters(entry, { list: [3] }, new Set()).has('steps')).toBe(true);
    expect(idleParameters(entry, {}, new Set()).has('steps')).toBe(false);
  });

  it('stands in the way of nothing where a wire may give it any value', () => {
    expect(why('eta', {}, 'method')).toBe('It has an effect.');
  });
});
