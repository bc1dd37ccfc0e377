import { expect, it } from 'vitest';
import { emptyWorkflow, type Workflow } from '../../graph/workflow/schema.ts';
import { outlineOf } from './outline.ts';

const graph = (ids: readonly string[], links: Workflow['links']): Workflow => ({
  ...emptyWorkflow(),
  nodes: ids.map((id) => ({ id, type: id, version: 1, position: [0, 0], mode: 'on', parameters: {} })),
  links,
});

const order = (workflow: Workflow) => outlineOf(workflow).map(({ node }) => node.id);

it('reads in the order in which the graph runs, with what feeds each node', () => {
  const workflow = graph(
    ['show', 'make', 'decode'],
    [
      { from: 'decode.image', to: 'show.image' },
      { from: 'make.latents', to: 'decode.latents' },
    ],
  );
  expect(order(workflow)).toEqual(['make', 'decode', 'show']);
  expect(outlineOf(workflow)[1]?.inputs).toEqual([{ port: 'latents', from: 'make', fromPort: 'latents' }]);
});

it('shows every node of a broken graph too: circles, and wires from nowhere', () => {
  const workflow = graph(
    ['a', 'b', 'c'],
    [
      { from: 'a.x', to: 'b.x' },
      { from: 'b.x', to: 'a.x' },
      { from: 'gone.x', to: 'c.x' },
    ],
  );
  expect(order(workflow).toSorted()).toEqual(['a', 'b', 'c']);
});
