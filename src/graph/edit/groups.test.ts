import { describe, expect, test } from 'vitest';
import { workflowOf } from '../testing/workflowOf.ts';
import type { Workflow } from '../workflow/schema.ts';
import { frameMargin, groupNodes, moveGroup, nodesInGroup, ungroup, updateGroup } from './groups.ts';
import { estimated, type Measures } from './measures.ts';

const placed = (positions: Readonly<Record<string, readonly [number, number]>>): Workflow => {
  const workflow = workflowOf(Object.fromEntries(Object.keys(positions).map((id) => [id, { type: 'value' }])));
  return {
    ...workflow,
    nodes: workflow.nodes.map((node) => ({ ...node, position: [...(positions[node.id] ?? [0, 0])] })),
  };
};
const three = placed({ a: [100, 200], b: [400, 260], far: [2000, 2000] });
const measures: Measures = { ...estimated, sizeOf: (node) => (node.id === 'b' ? [50, 300] : [200, 80]) };
const ofTwo = groupNodes(three, ['b', 'a'], 'Pair', measures);

describe('a frame', () => {
  test('surrounds its nodes with a margin, and more on top for its title', () => {
    expect(ofTwo.groups).toEqual([
      {
        id: 'group',
        title: 'Pair',
        position: [100 - frameMargin.side, 200 - frameMargin.top],
        size: [350 + 2 * frameMargin.side, 360 + frameMargin.top + frameMargin.side],
      },
    ]);
    expect(ofTwo.nodes).toBe(three.nodes);
  });

  test('has an id of its own and a title that a file can hold', () => {
    const two = groupNodes(ofTwo, ['far'], 'x'.repeat(300), measures);
    expect(two.groups.map(({ id }) => id)).toEqual(['group', 'group_2']);
    expect(two.groups[1]?.title).toBe('x'.repeat(200));
  });

  test('around nothing is none, and neither is one beyond a thousand', () => {
    expect(groupNodes(three, [], 'Nothing', measures)).toBe(three);
    expect(groupNodes(three, ['gone'], 'Nothing', measures)).toBe(three);
    const group = { id: 'g', title: '', position: [0, 0] as [number, number], size: [1, 1] as [number, number] };
    const full = { ...three, groups: Array.from({ length: 1000 }, (_, i) => ({ ...group, id: `g${i}` })) };
    expect(groupNodes(full, ['a'], 'One too many', measures)).toBe(full);
    expect(groupNodes({ ...full, groups: full.groups.slice(1) }, ['a'], 'The last', measures).groups).toHaveLength(
      1000,
    );
  });

  test('is taken away alone: the nodes and the other frames stay', () => {
    const two = groupNodes(ofTwo, ['far'], 'Other', measures);
    expect(ungroup(two, 'group').groups.map(({ title }) => title)).toEqual(['Other']);
    expect(ungroup(two, 'group').nodes).toBe(three.nodes);
    expect(ungroup(two, 'nothing')).toBe(two);
  });
});

describe('what lies in a frame', () => {
  const group = { id: 'g', title: '', position: [0, 0] as [number, number], size: [10, 10] as [number, number] };

  test.each([
    [[0, 0], true],
    [[10, 10], true],
    [[5, 5], true],
    [[-1, 5], false],
    [[11, 5], false],
    [[5, -1], false],
    [[5, 11], false],
  ] as const)('is told by the top left corner: %j', (position, inside) => {
    expect(nodesInGroup(placed({ a: position }), group)).toEqual(inside ? ['a'] : []);
  });

  test('moves with it, and what lies outside does not', () => {
    const moved = moveGroup(ofTwo, 'group', [5, -7]);
    expect(moved.nodes.map(({ position }) => position)).toEqual([
      [105, 193],
      [405, 253],
      [2000, 2000],
    ]);
    expect(moved.groups[0]?.position).toEqual([85, 137]);
    expect(moveGroup(ofTwo, 'nothing', [5, 5])).toBe(ofTwo);
  });
});

describe('a change of a frame', () => {
  const two = groupNodes(ofTwo, ['far'], 'Other', measures);

  test('leaves the other frames and what it does not name', () => {
    const changed = updateGroup(two, 'group_2', { title: 'New', color: '#ff0000' });
    expect(changed.groups[0]).toBe(two.groups[0]);
    expect(changed.groups[1]).toEqual({ ...two.groups[1], title: 'New', color: '#ff0000' });
  });

  test('keeps what a file can hold', () => {
    const changed = updateGroup(two, 'group', { title: 'y'.repeat(300), position: [3e9, Number.NaN] });
    expect(changed.groups[0]?.title).toBe('y'.repeat(200));
    expect(changed.groups[0]?.position).toEqual([1e9, 0]);
  });

  test('of a frame that is not there is none', () => {
    expect(updateGroup(two, 'nothing', { title: 'New' })).toBe(two);
  });
});

describe('the size of a node that was never drawn', () => {
  const node = three.nodes[0];

  test('is its own, or grows with its parameters, and is small when it is collapsed', () => {
    if (!node) throw new Error('there is a node');
    expect(estimated.sizeOf({ ...node, size: [300, 90] })).toEqual([300, 90]);
    expect(estimated.sizeOf({ ...node, size: [300, 90], collapsed: true })).toEqual([160, 26]);
    const [width, bare] = estimated.sizeOf(node);
    const [, withTwo] = estimated.sizeOf({ ...node, parameters: { a: 1, b: 2 } });
    expect(width).toBe(220);
    expect(withTwo - bare).toBe(48);
  });
});
