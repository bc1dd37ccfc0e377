import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nodeRegistry } from '../../../nodes/index.ts';
import { defineNode } from '../../graph/defineNode.ts';
import { port } from '../../graph/port.ts';
import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import { workflowOf } from '../../graph/testing/workflowOf.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { sharedParameters } from './sharedParameters.ts';

const kind = (type: string, parameters: z.ZodObject): [string, NodeEntry] => [
  type,
  {
    category: 'test',
    ...defineNode({
      type,
      version: 1,
      migrations: [],
      title: type,
      docs: 'For tests.',
      inputs: { steps: port('number', 'In place of the parameter.') },
      parameters,
      outputs: {},
      compute: () => ({}),
      examples: [],
    }),
  },
];

const registry: NodeRegistry = new Map([
  kind(
    'sample',
    z.object({
      method: z.enum(['euler', 'ddim']).default('euler').describe('How.'),
      steps: z.int().min(1).max(1000).default(20).describe('How many.'),
      eta: z
        .number()
        .min(0)
        .max(1)
        .default(0)
        .meta({ shownWhen: { method: 'ddim' } }),
      strength: z.number().min(0).max(1).default(1),
    }),
  ),
  kind(
    'schedule',
    z.object({
      method: z.enum(['euler', 'heun']).default('euler'),
      steps: z.int().min(5).max(50).default(30).describe('Of a schedule.'),
      strength: z.int().min(0).max(1).default(1),
    }),
  ),
  kind('late', z.object({ steps: z.int().min(2000).max(3000).default(2000) })),
]);

function sharedOf(workflow: Workflow, ...ids: string[]) {
  const nodes = workflow.nodes.filter(({ id }) => ids.length === 0 || ids.includes(id));
  return new Map(sharedParameters(nodes, registry, workflow).map((each) => [each.field.spec.name, each]));
}

describe('parameters of several nodes', () => {
  it('are all of them where the nodes are of one kind', () => {
    const shared = sharedOf(workflowOf({ a: { type: 'sample' }, b: { type: 'sample' } }));
    expect([...shared.keys()]).toEqual(['method', 'steps', 'strength']);
    expect(shared.get('steps')).toMatchObject({
      nodes: ['a', 'b'],
      driven: 0,
      value: 20,
      isMixed: false,
      isSet: false,
    });
  });

  it('are mixed where a value differs, be it from a default', () => {
    const shared = sharedOf(workflowOf({ a: { type: 'sample' }, b: { type: 'sample', parameters: { steps: 30 } } }));
    expect(shared.get('steps')).toMatchObject({ value: 20, isMixed: true, isSet: true });
    expect(shared.get('strength')?.isMixed).toBe(false);
    expect(
      sharedOf(workflowOf({ a: { type: 'sample' }, b: { type: 'sample', parameters: { steps: 20 } } })).get('steps')
        ?.isMixed,
    ).toBe(false);
  });

  it('are shown where they have an effect in each of the nodes', () => {
    const both = workflowOf({
      a: { type: 'sample', parameters: { method: 'ddim' } },
      b: { type: 'sample', parameters: { method: 'ddim' } },
    });
    expect(sharedOf(both).has('eta')).toBe(true);
    expect(
      sharedOf(workflowOf({ a: { type: 'sample', parameters: { method: 'ddim' } }, b: { type: 'sample' } })).has('eta'),
    ).toBe(false);
  });

  it('are, of nodes of several kinds, those of the same name and kind', () => {
    const shared = sharedOf(workflowOf({ a: { type: 'sample' }, b: { type: 'schedule' } }));
    // "method" has other choices there, "strength" is a whole number.
    expect([...shared.keys()]).toEqual(['steps']);
  });

  it('keep to the bounds of all, and are not shared where there is nothing within them', () => {
    const { spec } = sharedOf(workflowOf({ a: { type: 'sample' }, b: { type: 'schedule' } })).get('steps')?.field ?? {};
    expect(spec).toMatchObject({ minimum: 5, maximum: 50, description: '' });
    expect(sharedOf(workflowOf({ a: { type: 'sample' }, b: { type: 'late' } })).size).toBe(0);
  });

  it('leave out those that a wire drives, and say how many there are', () => {
    const workflow = workflowOf(
      { a: { type: 'sample' }, b: { type: 'sample', parameters: { steps: 7 } }, c: { type: 'sample' } },
      ['c.steps b.steps'],
    );
    const shared = sharedOf(workflow, 'a', 'b');
    expect(shared.get('steps')).toMatchObject({ nodes: ['a'], driven: 1, isMixed: false });
  });

  it('are none where one of the nodes is unknown', () => {
    expect(sharedOf(workflowOf({ a: { type: 'sample' }, b: { type: 'from_another_program' } })).size).toBe(0);
  });
});

it('KSampler and Denoise share seed and steps, but no sampler: they have others', () => {
  const workflow = workflowOf({
    a: { type: 'ksampler' },
    b: { type: 'denoise', parameters: { sampler: 'euler_ancestral' } },
  });
  const names = sharedParameters(workflow.nodes, nodeRegistry, workflow).map(({ field }) => field.spec.name);
  expect(names).toEqual(expect.arrayContaining(['seed', 'steps']));
  expect(names).not.toContain('sampler');
});
