import { expect, it } from 'vitest';
import { nextPart } from './nextPart.ts';
import { sampleNode, workflowOf } from './testing/sampleWorkflow.ts';

const large = workflowOf(
  Array.from({ length: 1000 }, (_, index) => sampleNode(`n${index}`, 'reroute', [0, 0])),
  [['n0.value', 'n999.value']],
);

it('takes a small workflow, or a large one that is shown already, as it is', () => {
  const small = { ...large, nodes: large.nodes.slice(0, 100) };
  expect(nextPart(small, () => false, 0)).toEqual({ workflow: small, links: small.links });
  expect(nextPart(small, () => false, 0).workflow).toBe(small);
  expect(nextPart(large, () => true, 1).workflow).toBe(large);
  expect(nextPart(large, () => true, 1).links).toBe(large.links);
});

it('grows by the same number of nodes until all are shown, which know their wires from the beginning', () => {
  const sizes: number[] = [];
  let part = nextPart(large, () => false, 0);
  for (
    ;
    part.workflow !== large;
    part = nextPart(large, (id) => part.workflow.nodes.some((node) => node.id === id), 0)
  ) {
    sizes.push(part.workflow.nodes.length);
    expect(part.workflow.links).toBe(large.links);
    expect(part.links).toEqual([]);
  }
  expect(sizes).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900]);
});

it('draws wires once all nodes are there, some more each time', () => {
  const links = Array.from({ length: 2500 }, (_, i) => ({ from: `n${i % 1000}.value`, to: 'n0.value' }));
  const wired = { ...large, links };
  const counts: number[] = [];
  for (let drawn = 0; drawn < 2500; ) {
    drawn = nextPart(wired, () => true, drawn).links.length;
    counts.push(drawn);
  }
  expect(counts).toEqual([1000, 2000, 2500]);
});

it('draws the fewer wires at once the more nodes come with them', () => {
  const wired = {
    ...large,
    links: Array.from({ length: 2500 }, (_, i) => ({ from: `n${i % 1000}.value`, to: 'n0.value' })),
  };
  const drawnWith = (fresh: number) => nextPart(wired, (id) => Number(id.slice(1)) >= fresh, 0).links.length;
  expect([0, 1, 50, 100].map(drawnWith)).toEqual([1000, 990, 500, 0]);
});

it('keeps the wires that are drawn while many nodes are added', () => {
  const known = new Set(large.nodes.slice(0, 500).map(({ id }) => id));
  expect(nextPart(large, (id) => known.has(id), 1).links).toEqual(large.links);
});

it('shows at once what changed in a large workflow that is shown', () => {
  const changed = { ...large, nodes: [...large.nodes.slice(1), sampleNode('new', 'reroute', [0, 0])] };
  expect(nextPart(changed, (id) => id !== 'new', 1).workflow).toBe(changed);
});
