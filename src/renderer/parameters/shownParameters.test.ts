import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nodeRegistry } from '../../../nodes/index.ts';
import { type Condition, defineNode, type Wanted } from '../../graph/defineNode.ts';
import { idleParameters } from '../../graph/parameters/idleParameters.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { shownParameters } from './shownParameters.ts';

const entry = {
  category: 'test',
  ...defineNode({
    type: 'turn',
    version: 1,
    migrations: [],
    title: 'Turn',
    docs: 'For tests.',
    inputs: {},
    parameters: z.object({
      way: z.enum(['lerp', 'slerp', 'nlerp']).default('lerp'),
      radius: z
        .number()
        .default(1)
        .meta({ shownWhen: { way: ['slerp', 'nlerp'] } }),
      opposite: z
        .enum(['refuse', 'seeded'])
        .default('refuse')
        .meta({ shownWhen: { way: 'slerp' } }),
      seed: z
        .int()
        .default(0)
        .meta({ shownWhen: { opposite: 'seeded' } }),
    }),
    outputs: {},
    compute: () => ({}),
    examples: [],
  }),
};

const shown = (parameters: Record<string, unknown>, ...wired: string[]) =>
  shownParameters(entry, parameters, new Set(wired)).map(({ name }) => name);

describe('parameters that have an effect only with a value of another', () => {
  it('are out of sight while it has another value, its default too', () => {
    expect(shown({})).toEqual(['way']);
    expect(shown({ way: 'slerp' })).toEqual(['way', 'radius', 'opposite']);
  });

  it('may ask for any of several values', () => {
    expect(shown({ way: 'nlerp' })).toEqual(['way', 'radius']);
  });

  it('follow a parameter only while that is in sight itself', () => {
    expect(shown({ way: 'slerp', opposite: 'seeded' })).toContain('seed');
    expect(shown({ way: 'lerp', opposite: 'seeded' })).toEqual(['way']);
  });

  it('are shown when a wire drives them, or the one that they follow', () => {
    expect(shown({}, 'seed')).toEqual(['way', 'seed']);
    expect(shown({}, 'way')).toEqual(['way', 'radius', 'opposite']);
  });

  it('are shown all the same where the workflow offers them', () => {
    const specs = shownParameters(entry, {}, new Set(), new Set(['seed']));
    expect(specs.map(({ name }) => name)).toEqual(['way', 'seed']);
  });

  it('take no strange value of a file for the one that is meant', () => {
    expect(shown({ way: ['slerp'] })).toEqual(['way']);
    expect(shown({ way: null })).toEqual(['way']);
  });
});

it('every node makes its parameters follow others of its own, by values that those take, or wires on inputs', () => {
  for (const node of nodeRegistry.values()) {
    const { shape } = node.parameters;
    for (const [name, schema] of Object.entries(shape)) {
      const conditions: readonly Condition[] = [schema.meta()?.shownWhen ?? []].flat();
      for (const [other, wanted] of conditions.flatMap((condition) => Object.entries(condition))) {
        const place = `${node.type}.${name} shown when ${other}`;
        if (typeof wanted === 'object' && 'wired' in wanted) continue;
        expect(Object.keys(shape), place).toContain(other);
        for (const value of valuesOf(wanted)) {
          const parsed = node.parameters.safeParse({ [other]: value });
          expect(parsed.success, `${place} is ${value}`).toBe(true);
        }
      }
    }
  }
});

it('parameters of a node that hang on each other are no circle: by its defaults each is shown or says why it is not', () => {
  for (const node of nodeRegistry.values()) {
    const shown = shownParameters(node, {}, new Set()).map(({ name }) => name);
    for (const obstacle of idleParameters(node, {}, new Set()).values()) {
      if ('parameter' in obstacle) expect(shown, node.type).toContain(obstacle.parameter);
    }
  }
});

it('what a wired schedule decides is out of sight, and so are the options of a sampler that does not run', () => {
  const denoise = nodeRegistry.get('denoise') as NodeEntry;
  const names = (parameters: Record<string, unknown>, ...wired: string[]) =>
    shownParameters(denoise, parameters, new Set(wired)).map(({ name }) => name);
  expect(names({ sampler: 'ddim' })).toEqual(expect.arrayContaining(['sampler', 'steps', 'eta', 'guidance']));
  expect(names({ sampler: 'euler' })).not.toContain('eta');
  expect(names({ sampler: 'euler' })).not.toContain('churn_from');
  expect(names({ sampler: 'euler', churn: 2 })).toContain('churn_from');
  expect(names({ sampler: 'ddim' }, 'sigmas')).toEqual(['guidance', 'seed', 'stop_at']);
});

it('the seed of Denoise is shown where something is drawn from it', () => {
  const denoise = nodeRegistry.get('denoise') as NodeEntry;
  const isShown = (parameters: Record<string, unknown>, ...wired: string[]) =>
    shownParameters(denoise, parameters, new Set(wired)).some(({ name }) => name === 'seed');
  expect(isShown({ sampler: 'dpmpp_2m' })).toBe(false);
  expect(isShown({ sampler: 'euler_ancestral' })).toBe(true);
  expect(isShown({ sampler: 'ddim' })).toBe(false);
  expect(isShown({ sampler: 'ddim', eta: 0.5 })).toBe(true);
  expect(isShown({ sampler: 'dpmpp_2m' }, 'mask')).toBe(true);
  expect(isShown({ sampler: 'dpmpp_2m' }, 'seed')).toBe(true);
});

it('a list of one’s own takes the place of a range', () => {
  const numbers = nodeRegistry.get('numbers') as NodeEntry;
  const names = shownParameters(numbers, { list: [1, 2] }, new Set()).map(({ name }) => name);
  expect(names).toEqual(['list']);
});

/** Some values that a condition asks for. */
function valuesOf(wanted: Wanted): readonly unknown[] {
  if (typeof wanted !== 'object') return [wanted];
  if ('above' in wanted) return [wanted.above + 1];
  if ('empty' in wanted || 'wired' in wanted) return [];
  return wanted;
}
