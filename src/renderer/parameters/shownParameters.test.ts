import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nodeRegistry } from '../../../nodes/index.ts';
import { type Condition, defineNode } from '../../graph/defineNode.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { parameterSpecs } from '../canvas/view/parameterSpec.ts';
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

  it('take no strange value of a file for the one that is meant', () => {
    expect(shown({ way: ['slerp'] })).toEqual(['way']);
    expect(shown({ way: null })).toEqual(['way']);
  });
});

it('every node makes its parameters follow earlier ones, by values that those take', () => {
  for (const node of nodeRegistry.values()) {
    const specs = parameterSpecs(node);
    for (const [index, { name, shownWhen }] of specs.entries()) {
      for (const [other, wanted] of Object.entries(shownWhen)) {
        const place = `${node.type}.${name} shown when ${other}`;
        expect(
          specs.slice(0, index).map((spec) => spec.name),
          place,
        ).toContain(other);
        for (const value of valuesOf(wanted)) {
          const parsed = node.parameters.safeParse({ [other]: value });
          expect(parsed.success, `${place} is ${value}`).toBe(true);
        }
      }
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

/** Some values that a condition asks for. */
function valuesOf(wanted: Condition[string]): readonly unknown[] {
  return typeof wanted === 'object' && 'above' in wanted ? [wanted.above + 1] : [wanted].flat();
}
