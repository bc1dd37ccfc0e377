import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyWorkflow, type Workflow, type WorkflowGroup } from '../workflow/schema.ts';
import { groupNodes, nodesInGroup } from './groups.ts';
import type { Measures } from './measures.ts';
import type { Point } from './point.ts';
import { tidy } from './tidy.ts';

function workflowOf(
  ids: readonly string[],
  links: readonly (readonly [string, string])[],
  at: Point = [0, 0],
): Workflow {
  return {
    ...emptyWorkflow(),
    nodes: ids.map((id) => ({ id, type: 'any', version: 1, position: [at[0], at[1]], mode: 'on', parameters: {} })),
    links: links.map(([from, to]) => ({ from, to })),
  };
}

const measuring = (sizes: Readonly<Record<string, Point>>): Measures => ({
  sizeOf: (node) => sizes[node.id] ?? [200, 100],
  portTop: (_, { port }) => 40 + 24 * Number(port),
});

const placeOf = (workflow: Workflow, id: string): Point =>
  workflow.nodes.find((node) => node.id === id)?.position ?? [Number.NaN, Number.NaN];

/** Pairs of nodes that cover each other. */
function covering({ nodes }: Workflow, { sizeOf }: Measures): string[] {
  return nodes.flatMap((one, index) =>
    nodes.slice(index + 1).flatMap((other) => {
      const apart = [0, 1].some((axis) => {
        const [a, b] = [one.position[axis] ?? 0, other.position[axis] ?? 0];
        return a + (sizeOf(one)[axis] ?? 0) <= b || b + (sizeOf(other)[axis] ?? 0) <= a;
      });
      return apart ? [] : [`${one.id} and ${other.id}`];
    }),
  );
}

const framed = ([x, y, side]: readonly [number, number, number], index: number): WorkflowGroup => ({
  id: `g${index}`,
  title: 'Group',
  position: [x, y],
  size: [side, side],
});

it('leaves what is out of sight to its box, which goes as a whole or not at all', () => {
  const { nodes, ...rest } = workflowOf(['seen', 'a', 'b'], []);
  const box: WorkflowGroup = { id: 'g', title: '', position: [0, 0], size: [500, 500], collapsed: true };
  const hidden = nodes.map((node) => (node.id === 'seen' ? node : { ...node, group: 'g' }));
  const boxed: Workflow = { ...rest, nodes: hidden, groups: [box] };
  const some = tidy(boxed, ['seen', 'a'], measuring({}));
  expect(['a', 'b'].map((id) => placeOf(some, id))).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(placeOf(some, 'seen')).not.toEqual([0, 0]);
  expect(some.groups).toEqual([box]);
});

const anyGraph = fc
  .record({
    nodes: fc.array(
      fc.record({
        position: fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -5000, max: 5000 })),
        size: fc.tuple(fc.double({ min: 1, max: 900, noNaN: true }), fc.double({ min: 1, max: 2000, noNaN: true })),
      }),
      { minLength: 1, maxLength: 25 },
    ),
    links: fc.array(fc.tuple(fc.nat(24), fc.nat(3), fc.nat(24), fc.nat(8)), { maxLength: 60 }),
    groups: fc.array(
      fc.tuple(
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: -5000, max: 5000 }),
        fc.integer({ min: 100, max: 5000 }),
      ),
      { maxLength: 4 },
    ),
    chosen: fc.option(fc.array(fc.nat(24), { minLength: 1 })),
  })
  .map(({ nodes, links, groups, chosen }) => {
    const ids = nodes.map((_, index) => `n${index}`);
    const id = (index: number) => ids[index % ids.length] ?? '';
    const wires = links.map(([from, output, to, input]) => [`${id(from)}.${output}`, `${id(to)}.${input}`] as const);
    const workflow = workflowOf(ids, wires);
    const placed = workflow.nodes.map((node, index) => ({ ...node, position: nodes[index]?.position ?? [0, 0] }));
    const sizes = Object.fromEntries(nodes.map((node, index) => [`n${index}`, node.size]));
    return {
      workflow: { ...workflow, nodes: placed, groups: groups.map(framed) } as Workflow,
      measures: measuring(sizes),
      chosen: chosen?.map(id),
    };
  });

describe('tidying', () => {
  it('lets no node cover another, whatever their sizes and wires, circles among them', () => {
    fc.assert(
      fc.property(anyGraph, ({ workflow, measures }) => {
        expect(covering(tidy(workflow, undefined, measures), measures)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('lets what is selected cover nothing else, and leaves the rest where it is', () => {
    fc.assert(
      fc.property(anyGraph, ({ workflow, measures, chosen }) => {
        const some = new Set(chosen ?? ['n0']);
        const after = tidy(workflow, some, measures);
        const rest = (all: Workflow) => all.nodes.filter((node) => !some.has(node.id));
        expect(rest(after)).toEqual(rest(workflow));
        const before = new Set(covering(workflow, measures));
        expect(covering(after, measures).filter((pair) => !before.has(pair))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('puts every node right of all that feeds it', () => {
    const graph = workflowOf(
      ['c', 'b', 'a'],
      [
        ['a.0', 'b.0'],
        ['b.0', 'c.0'],
        ['a.0', 'c.1'],
      ],
    );
    const after = tidy(graph, undefined, measuring({}));
    expect(['a', 'b', 'c'].map((id) => placeOf(after, id)[0])).toEqual([0, 280, 560]);
  });

  it('keeps what nothing feeds close to what it feeds', () => {
    const chain = [
      ['a.0', 'b.0'],
      ['b.0', 'c.0'],
      ['c.0', 'd.0'],
      ['number.0', 'd.1'],
    ] as const;
    const after = tidy(workflowOf(['number', 'a', 'b', 'c', 'd'], chain), undefined, measuring({}));
    expect(placeOf(after, 'number')[0]).toBe(placeOf(after, 'c')[0]);
  });

  it('orders what feeds one node as the ports that it feeds, so that wires do not cross', () => {
    const graph = workflowOf(
      ['x', 'y', 'z', 'mix'],
      [
        ['x.0', 'mix.2'],
        ['y.0', 'mix.0'],
        ['z.0', 'mix.1'],
      ],
    );
    const after = tidy(graph, undefined, measuring({}));
    const tops = ['y', 'z', 'x'].map((id) => placeOf(after, id)[1]);
    expect(tops).toEqual([...tops].sort((one, other) => one - other));
  });

  it('leaves the same gap below every node of a column, however tall they are', () => {
    const graph = workflowOf(
      ['x', 'y', 'z', 'mix'],
      [
        ['x.0', 'mix.0'],
        ['y.0', 'mix.1'],
        ['z.0', 'mix.2'],
      ],
    );
    const after = tidy(graph, undefined, measuring({ x: [200, 700], y: [200, 26], z: [200, 90] }));
    const [x, y, z] = ['x', 'y', 'z'].map((id) => placeOf(after, id)[1]);
    expect([(y ?? 0) - (x ?? 0) - 700, (z ?? 0) - (y ?? 0) - 26]).toEqual([28, 28]);
  });

  it('draws the wires of a chain level', () => {
    const graph = workflowOf(
      ['a', 'b', 'c'],
      [
        ['a.1', 'b.0'],
        ['b.0', 'c.2'],
      ],
    );
    const after = tidy(graph, undefined, measuring({ b: [200, 600] }));
    const [a, b, c] = ['a', 'b', 'c'].map((id) => placeOf(after, id)[1]);
    expect([(b ?? 0) - (a ?? 0), (c ?? 0) - (b ?? 0)]).toEqual([24, -48]);
  });

  it('puts graphs that no wire joins below each other, and nodes without wires in a row', () => {
    const graph = workflowOf(
      ['a', 'b', 'c', 'd', 'note', 'text'],
      [
        ['a.0', 'b.0'],
        ['c.0', 'd.0'],
      ],
    );
    const after = tidy(graph, undefined, measuring({}));
    expect(['a', 'b', 'c', 'd', 'note', 'text'].map((id) => placeOf(after, id))).toEqual([
      [0, 0],
      [280, 0],
      [0, 164],
      [280, 164],
      [0, 328],
      [228, 328],
    ]);
  });

  it('keeps graphs that stood beside each other in their row, and rows of as many in the same columns', () => {
    const chains = ['a', 'b', 'c', 'd'].map((name) => [`${name}1.0`, `${name}2.0`] as const);
    const graph = workflowOf(['c1', 'c2', 'a1', 'a2', 'd1', 'd2', 'b1', 'b2'], chains);
    const stood: Record<string, Point> = { a: [0, 0], b: [900, 40], c: [10, 500], d: [1200, 460] };
    const placed = graph.nodes.map((node) => {
      const [x, y] = stood[node.id[0] ?? ''] ?? [0, 0];
      return { ...node, position: [x + 250 * (Number(node.id[1]) - 1), y] as [number, number] };
    });
    const after = tidy({ ...graph, nodes: placed }, undefined, measuring({ c2: [500, 300] }));
    expect(['a1', 'b1', 'c1', 'd1'].map((id) => placeOf(after, id))).toEqual([
      [0, 0],
      [844, 0],
      [0, 164],
      [844, 164],
    ]);
  });

  it('keeps the nodes of a group in its frame, and all others out of it', () => {
    const links = [
      ['in.0', 'a.0'],
      ['a.0', 'b.0'],
      ['b.0', 'out.0'],
      ['in.0', 'out.1'],
    ] as const;
    const graph = workflowOf(['in', 'out', 'a', 'b'], links);
    const apart = {
      ...graph,
      nodes: graph.nodes.map((node, at) => ({ ...node, position: [0, 700 * at] as [number, number] })),
    };
    const grouped = groupNodes(apart, ['a', 'b'], 'Pair', measuring({}));
    const after = tidy(grouped, undefined, measuring({}));
    const [group] = after.groups;
    expect(group && nodesInGroup(after, group)).toEqual(['a', 'b']);
    expect(group?.size).toEqual([520, 176]);
    expect(['in', 'a', 'b', 'out'].map((id) => placeOf(after, id)[0])).toEqual([-20, 280, 560, 860]);
    expect(covering(after, measuring({}))).toEqual([]);
  });

  it('keeps the top left corner', () => {
    const graph = workflowOf(['a', 'b'], [['a.0', 'b.0']], [320, -70]);
    expect(placeOf(tidy(graph, undefined, measuring({})), 'a')).toEqual([320, -70]);
  });

  it('lays out a chain of thousands', () => {
    const ids = Array.from({ length: 3000 }, (_, index) => `n${index}`);
    const chain = ids.slice(1).map((id, index) => [`n${index}.0`, `${id}.0`] as const);
    expect(placeOf(tidy(workflowOf(ids, chain), undefined, measuring({})), 'n2999')[0]).toBe(2999 * 280);
  });
});
