import { expect, it } from 'vitest';
import { nextPart } from './nextPart.ts';
import { sampleNode, workflowOf } from './testing/sampleWorkflow.ts';

const large = workflowOf(
  Array.from({ length: 1000 }, (_, index) => sampleNode(`n${index}`, 'reroute', [0, 0])),
  [['n0.value', 'n999.value']],
);

it('takes a small workflow, or a large one that is shown already, as it is', () => {
  const small = { ...large, nodes: large.nodes.slice(0, 200) };
  expect(nextPart(small, () => false)).toBe(small);
  expect(nextPart(large, () => true)).toBe(large);
});

it('grows by the same number of nodes until all are shown, with every wire from the beginning', () => {
  const sizes: number[] = [];
  let part = nextPart(large, () => false);
  for (; part !== large; part = nextPart(large, (id) => part.nodes.some((node) => node.id === id))) {
    sizes.push(part.nodes.length);
    expect(part.links).toBe(large.links);
  }
  expect(sizes).toEqual([200, 400, 600, 800]);
});

it('shows at once what changed in a large workflow that is shown', () => {
  const changed = { ...large, nodes: [...large.nodes.slice(1), sampleNode('new', 'reroute', [0, 0])] };
  expect(nextPart(changed, (id) => id !== 'new')).toBe(changed);
});
