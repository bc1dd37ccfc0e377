import { expect, it } from 'vitest';
import { nodeRegistry } from '../../../../nodes/index.ts';
import { workflowOf } from '../../../graph/testing/workflowOf.ts';
import { sweptNodes } from './axisDraft.ts';

function offered(parameters: Record<string, unknown>, ...axes: string[]): readonly string[] {
  const workflow = workflowOf({ numbers: { type: 'numbers', parameters } });
  const nodes = sweptNodes(workflow, nodeRegistry, new Set(axes));
  return nodes.flatMap((node) => node.parameters).map(({ name }) => name);
}

it('a sweep goes over parameters that have an effect', () => {
  expect(offered({})).toContain('numbers.count');
  expect(offered({ list: [1, 2] })).toEqual(['numbers.list']);
});

it('and over those that may have one, because what decides that is swept too', () => {
  expect(offered({ list: [1, 2] }, 'numbers.list')).toContain('numbers.count');
});

it('what is chosen already stays among the choices', () => {
  expect(offered({ list: [1, 2] }, 'numbers.count')).toEqual(['numbers.count', 'numbers.list']);
});
