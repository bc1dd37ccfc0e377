import { describe, expect, test } from 'vitest';
import { nodeRegistry } from '../../../nodes/index.ts';
import { parseWorkflow } from '../../graph/workflow/parse.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { withValuesOf } from './valuesHere.ts';

type Node = readonly [id: string, type: string, parameters: Record<string, unknown>];

function workflowOf(...nodes: Node[]): Workflow {
  const listed = nodes.map(([id, type, parameters]) => ({ id, type, parameters }));
  return parseWorkflow(JSON.stringify({ format: 'arcspace-workflow', version: 2, nodes: listed }), nodeRegistry)
    .workflow;
}
const used = (made: Workflow, open: Workflow) => withValuesOf(made, open, nodeRegistry);
const parameterOf = ({ nodes }: Workflow, node: string, name: string) =>
  nodes.find(({ id }) => id === node)?.parameters[name];

describe('the values of a picture', () => {
  test('go to the nodes of the same name and kind, and to no other', () => {
    const made = workflowOf(['a', 'noise', { seed: 7 }], ['b', 'noise', { seed: 8 }], ['c', 'denoise', { steps: 9 }]);
    const open = workflowOf(['a', 'noise', { seed: 1 }], ['c', 'noise', { seed: 2 }], ['d', 'noise', { seed: 3 }]);
    const { workflow, changed } = used(made, open);
    expect(['a', 'c', 'd'].map((id) => parameterOf(workflow, id, 'seed'))).toEqual([7, 2, 3]);
    expect(changed).toBe(1);
  });

  test('go to the only node of its kind, whatever it is called', () => {
    const made = workflowOf(['noise', 'noise', { seed: 7 }]);
    const open = workflowOf(['start', 'noise', { seed: 1, width: 64 }]);
    const { workflow } = used(made, open);
    expect(parameterOf(workflow, 'start', 'seed')).toBe(7);
    expect(parameterOf(workflow, 'start', 'width')).toBe(64);
  });

  test('change nothing where they are there already, and say that parameters are shared', () => {
    const open = workflowOf(['noise', 'noise', { seed: 7 }]);
    const { workflow, changed, shared } = used(workflowOf(['noise', 'noise', { seed: 7 }]), open);
    expect(workflow).toBe(open);
    expect([changed, shared]).toEqual([0, 1]);
  });

  test('have nothing to go to where the workflows share no node', () => {
    expect(used(workflowOf(['noise', 'noise', { seed: 7 }]), workflowOf(['d', 'denoise', {}]))).toMatchObject({
      changed: 0,
      shared: 0,
    });
  });
});
