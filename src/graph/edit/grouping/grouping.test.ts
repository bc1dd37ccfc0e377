import { describe, expect, test } from 'vitest';
import { fakeRegistry } from '../../testing/fakeNodes.ts';
import { workflowOf } from '../../testing/workflowOf.ts';
import { parseWorkflow } from '../../workflow/parse.ts';
import type { Workflow, WorkflowGroup } from '../../workflow/schema.ts';
import { serializeWorkflow } from '../../workflow/serialize.ts';
import { align } from '../arrange.ts';
import { deleteGroup } from '../deleteGroup.ts';
import { fitGroup, groupNodes, moveGroup, nodesInGroup, ungroup } from '../groups.ts';
import { estimated, type Measures } from '../measures.ts';
import { moveSelection } from '../moveSelection.ts';
import { removeNodes } from '../removeNodes.ts';
import { duplicate, pasteAt, subgraph } from '../subgraph.ts';
import { tidy } from '../tidy.ts';
import { COLLAPSED_SIZE, setGroupCollapsed } from './collapseGroup.ts';
import { endsAmong } from './endsAmong.ts';
import { groupsInSight, outOfSight } from './outOfSight.ts';

type Pair = [number, number];

const node = (position: Pair) => ({ type: 'value', position });
const frame = (id: string, position: Pair, size: Pair): WorkflowGroup => ({ id, title: id, position, size });
/** a and b in the inner frame, c beside it in the outer one, far outside of both. */
const start: Workflow = {
  ...workflowOf({ a: node([20, 60]), b: node([120, 60]), c: node([400, 60]), far: node([2000, 0]) }),
  groups: [frame('outer', [-50, -50], [700, 400]), frame('inner', [0, 0], [300, 200])],
};
const groupOf = (workflow: Workflow, id: string) => workflow.groups.find((group) => group.id === id) as WorkflowGroup;
const nodesOf = (workflow: Workflow, id: string) => nodesInGroup(workflow, groupOf(workflow, id));
const places = (workflow: Workflow) => Object.fromEntries(workflow.nodes.map(({ id, position }) => [id, position]));
const hidden = (workflow: Workflow) => {
  const { aroundNode } = outOfSight(workflow.groups);
  return Object.fromEntries(
    workflow.nodes.flatMap((each) => (aroundNode(each).length > 0 ? [[each.id, aroundNode(each).at(-1)]] : [])),
  );
};
const inner = setGroupCollapsed(start, 'inner', true);
const both = setGroupCollapsed(inner, 'outer', true);

describe('a collapsed group', () => {
  test('is shown in place of the nodes that lay in it, and of no others', () => {
    expect(hidden(inner)).toEqual({ a: 'inner', b: 'inner' });
    expect(groupsInSight(inner).map(({ id }) => id)).toEqual(['outer', 'inner']);
  });

  test('keeps its nodes whatever is moved over the place where they lie', () => {
    const over = {
      ...inner,
      nodes: inner.nodes.map((each) => (each.id === 'far' ? { ...each, position: [30, 70] as Pair } : each)),
    };
    expect(nodesOf(over, 'inner')).toEqual(['a', 'b']);
  });

  test('can lie in another: the outermost is seen', () => {
    expect(hidden(both)).toEqual({ a: 'outer', b: 'outer', c: 'outer' });
    expect(groupsInSight(both).map(({ id }) => id)).toEqual(['outer']);
    expect(nodesOf(both, 'outer')).toEqual(['a', 'b', 'c']);
    expect(hidden(setGroupCollapsed(both, 'outer', false))).toEqual(hidden(inner));
  });

  test('hides the frames that lay in it, and shows them again', () => {
    const outer = setGroupCollapsed(start, 'outer', true);
    expect(groupsInSight(outer).map(({ id }) => id)).toEqual(['outer']);
    expect(setGroupCollapsed(outer, 'outer', false)).toEqual(start);
  });

  test('is as it was once it is open again, to the last key', () => {
    expect(setGroupCollapsed(inner, 'inner', false)).toEqual(start);
    expect(setGroupCollapsed(inner, 'inner', true)).toBe(inner);
    expect(setGroupCollapsed(inner, 'nothing', true)).toBe(inner);
  });

  test('is saved with the workflow', () => {
    expect(parseWorkflow(serializeWorkflow(both), fakeRegistry).workflow).toEqual(both);
  });
});

describe('what a file says of collapsed groups', () => {
  const saying = (nodes: Record<string, string>, groups: readonly Partial<WorkflowGroup>[]): Workflow => ({
    ...start,
    nodes: start.nodes.map((each) => (nodes[each.id] ? { ...each, group: nodes[each.id] } : each)),
    groups: groups.map((group, index) => ({ ...frame(`g${index}`, [0, 0], [10, 10]), ...group })),
  });

  test('hides nothing where the group is gone, or open', () => {
    expect(hidden(saying({ a: 'gone', b: 'g0' }, [{}]))).toEqual({});
  });

  test('loses no node in groups that lie in each other', () => {
    const circle = saying({ a: 'g0', b: 'g1', c: 'g2' }, [
      { collapsed: true, group: 'g1' },
      { collapsed: true, group: 'g0' },
      { collapsed: true, group: 'g0' },
    ]);
    expect(groupsInSight(circle).map(({ id }) => id)).toEqual(['g0', 'g1', 'g2']);
    expect(hidden(circle)).toEqual({ a: 'g0', b: 'g1', c: 'g2' });
  });

  test('cannot bring a node into a group that is made later under the same name', () => {
    const stale = saying({ far: 'g0' }, [{ position: [0, 0], size: [300, 200] }]);
    expect(hidden(setGroupCollapsed(stale, 'g0', true))).toEqual({ a: 'g0', b: 'g0' });
  });
});

describe('moving', () => {
  test('a frame takes along the frames and boxes in it', () => {
    const moved = moveGroup(inner, 'outer', [10, 20]);
    expect(places(moved)).toEqual({ a: [30, 80], b: [130, 80], c: [410, 80], far: [2000, 0] });
    expect(groupOf(moved, 'inner').position).toEqual([10, 20]);
    expect(groupOf(moveGroup(start, 'outer', [10, 20]), 'inner').position).toEqual([10, 20]);
  });

  test('a box takes along what it stands for, in groups within too', () => {
    const moved = moveGroup(both, 'outer', [1, 2]);
    expect(places(moved)).toMatchObject({ a: [21, 62], c: [401, 62] });
    expect(groupOf(moved, 'inner').position).toEqual([1, 2]);
  });

  test('all nodes of a box moves the box, some of them does not', () => {
    expect(groupOf(moveSelection(inner, ['a', 'b', 'far'], [5, 5]), 'inner').position).toEqual([5, 5]);
    expect(groupOf(moveSelection(inner, ['a'], [5, 5]), 'inner').position).toEqual([0, 0]);
  });

  test('tidies a box as a whole', () => {
    const tidied = tidy(inner);
    const [x, y] = groupOf(tidied, 'inner').position;
    expect(places(tidied).a).toEqual([x + 20, y + 60]);
    expect(places(tidied).b).toEqual([x + 120, y + 60]);
    expect(groupOf(tidied, 'inner').size).toEqual([300, 200]);
  });

  test('to a common line leaves what is out of sight', () => {
    const aligned = align(inner, ['a', 'c', 'far'], 'left');
    expect(places(aligned)).toMatchObject({ a: [20, 60], c: [400, 60], far: [400, 0] });
  });
});

describe('a frame that is fitted', () => {
  const measures: Measures = { ...estimated, sizeOf: () => [100, 50] };

  test('is as a new one around its nodes would be', () => {
    const fresh = groupNodes({ ...start, groups: [] }, ['a', 'b'], 'x', measures).groups[0];
    expect(groupOf(fitGroup(start, 'inner', measures), 'inner')).toMatchObject({
      position: fresh?.position,
      size: fresh?.size,
    });
  });

  test('has room for the boxes in it, and a box is not fitted', () => {
    const fitted = groupOf(fitGroup(inner, 'outer', measures), 'outer');
    expect(fitted.position).toEqual([-20, -56]);
    expect(fitted.size).toEqual([540, 56 + Math.max(COLLAPSED_SIZE[1], 110) + 20]);
    expect(fitGroup(inner, 'inner', measures)).toBe(inner);
  });

  test('around nothing stays as it is', () => {
    const empty = { ...start, nodes: [] };
    expect(fitGroup(empty, 'inner', measures)).toBe(empty);
  });
});

describe('taking away', () => {
  test('a box alone brings its nodes into sight', () => {
    const left = ungroup(inner, 'inner');
    expect(left.groups.map(({ id }) => id)).toEqual(['outer']);
    expect(left.nodes).toEqual(start.nodes);
  });

  test('a group with its nodes takes the groups in it along', () => {
    const left = deleteGroup(inner, 'outer');
    expect([left.groups, left.nodes.map(({ id }) => id)]).toEqual([[], ['far']]);
    expect(deleteGroup(inner, 'nothing')).toBe(inner);
  });

  test('the last node of a box takes the box along, that of a frame leaves the frame', () => {
    expect(removeNodes(inner, ['a']).groups).toEqual(inner.groups);
    expect(removeNodes(inner, ['a', 'b']).groups.map(({ id }) => id)).toEqual(['outer']);
    expect(removeNodes(start, ['a', 'b']).groups).toBe(start.groups);
  });
});

describe('copies', () => {
  test('of all nodes of a box are a box of their own', () => {
    const { workflow, ids } = duplicate(inner, ['a', 'b']);
    const copy = workflow.groups.at(-1) as WorkflowGroup;
    expect(copy).toMatchObject({ id: 'group', title: 'inner', collapsed: true, position: [32, 32] });
    expect(nodesInGroup(workflow, copy)).toEqual(ids);
    expect(nodesOf(workflow, 'inner')).toEqual(['a', 'b']);
  });

  test('of some nodes of a box lie in the open', () => {
    const { workflow, ids } = duplicate(inner, ['a']);
    expect(workflow.groups).toBe(inner.groups);
    expect(workflow.nodes.find(({ id }) => id === ids[0])).not.toHaveProperty('group');
  });

  test('are pasted into another workflow as they were', () => {
    const { workflow } = pasteAt(workflowOf({ a: node([0, 0]) }), subgraph(inner, ['a', 'b']), [500, 500]);
    expect(hidden(workflow)).toEqual({ a_2: 'group', b: 'group' });
    expect(groupOf(workflow, 'group').position).toEqual([480, 440]);
  });
});

test('a group is run to those of its nodes that feed no other of them', () => {
  const chain = workflowOf(
    { v: { type: 'value' }, s: { type: 'sum' }, t: { type: 'sum' }, m: { type: 'show', mode: 'mute' } },
    ['v.number s.terms.1', 's.number t.terms.1', 's.number m.number'],
  );
  expect(endsAmong(chain, ['v', 's', 'm'], fakeRegistry)).toEqual(['s']);
  expect(endsAmong(chain, ['v', 's', 't'], fakeRegistry)).toEqual(['t']);
});
