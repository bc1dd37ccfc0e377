import { describe, expect, test } from 'vitest';
import { type Level, levelOf } from '../../blocks/level.ts';
import { putLevel } from '../../blocks/putLevel.ts';
import { emptyWorkflow, type Workflow, type WorkflowGroup } from '../../workflow/schema.ts';
import { deleteGroup } from '../deleteGroup.ts';
import { dissolveBlock } from '../dissolveBlock.ts';
import { groupNodes, moveGroup, nodesInGroup } from '../groups.ts';
import { makeBlock } from '../makeBlock.ts';
import { removeNodes } from '../removeNodes.ts';
import { setNodeColor } from '../setColor.ts';
import { duplicate, pasteAt, subgraph } from '../subgraph.ts';
import { testRegistry } from '../testing/registry.ts';
import { setGroupCollapsed } from './collapseGroup.ts';

const node = (id: string, type: string, x: number): Workflow['nodes'][number] => ({
  id,
  type,
  version: 1,
  position: [x, 0],
  mode: 'on',
  parameters: {},
});
const chain: Workflow = {
  ...emptyWorkflow(),
  nodes: [node('latents', 'make_latents', 0), node('first', 'mix', 300), node('second', 'mix', 600)],
  links: [
    { from: 'latents.latents', to: 'first.points.1' },
    { from: 'first.latents', to: 'second.points.1' },
  ],
  groups: [{ id: 'g', title: 'All', position: [-50, -200], size: [1000, 600] }],
};
const look = (root: Workflow, open: string | null = null): Level => levelOf(root, testRegistry, { open });
const edited = (root: Workflow, edit: (level: Workflow) => Workflow): Workflow => {
  const level = look(root);
  return putLevel(level, edit(level.workflow));
};
const blockOf = (workflow: Workflow) => workflow.blocks?.[0];
const groupOf = (workflow: Workflow) => workflow.groups.find(({ id }) => id === 'g') as WorkflowGroup;

const block = makeBlock(look(chain), ['first']);
if (!block) throw new Error('refused');
/** The node "first" in a block, in the frame with the others. */
const start = block.workflow;
const boxed = edited(start, (level) => setGroupCollapsed(level, 'g', true));

describe('a collapsed group with a block in it', () => {
  test('is shown in place of the block too, and moves it along', () => {
    expect(blockOf(boxed)?.group).toBe('g');
    expect([...nodesInGroup(look(boxed).workflow, groupOf(boxed))].sort()).toEqual(
      [block.id, 'latents', 'second'].sort(),
    );
    const moved = edited(boxed, (level) => moveGroup(level, 'g', [5, 6]));
    const [x = 0, y = 0] = blockOf(start)?.position ?? [];
    expect(blockOf(moved)?.position).toEqual([x + 5, y + 6]);
  });

  test('shows it again when it is opened, and leaves no trace', () => {
    expect(edited(boxed, (level) => setGroupCollapsed(level, 'g', false))).toEqual(start);
  });

  test('stays while the block is left of what it stands for', () => {
    const left = edited(boxed, (level) => removeNodes(level, ['latents', 'second']));
    expect(left.groups.map(({ id }) => id)).toEqual(['g']);
    expect(edited(left, (level) => removeNodes(level, [block.id])).groups).toEqual([]);
  });

  test('takes it along when it is deleted, with what lies in it', () => {
    const left = edited(boxed, (level) => deleteGroup(level, 'g'));
    expect([left.nodes, left.blocks, left.groups]).toEqual([[], [], []]);
  });

  test('is duplicated with the block in the copy of its box', () => {
    const copied = edited(boxed, (level) => duplicate(level, [block.id, 'latents', 'second']).workflow);
    const copy = copied.groups.find(({ id }) => id !== 'g') as WorkflowGroup;
    expect(copied.blocks?.map(({ group }) => group)).toEqual(['g', copy.id]);
    expect(nodesInGroup(look(copied).workflow, copy)).toHaveLength(3);
  });

  test('is copied with all that it stands for, and not with some of it', () => {
    const part = subgraph(boxed, [block.id, 'latents', 'second']);
    const pasted = pasteAt(boxed, part, [0, 0]);
    expect(pasted.workflow.groups).toHaveLength(2);
    expect(subgraph(boxed, ['latents', 'second']).groups).toEqual([]);
    const alone = edited(boxed, (level) => removeNodes(level, ['latents', 'second']));
    expect(subgraph(alone, [block.id]).groups.map(({ id }) => id)).toEqual(['g']);
  });

  test('gives its nodes to no other level: what comes out of the block is seen', () => {
    const inside = look(boxed, block.id).workflow;
    expect(inside.groups).toEqual([]);
    expect(dissolveBlock(boxed, block.id).nodes.find(({ id }) => id === 'first')).not.toHaveProperty('group');
  });
});

test('groups of all levels have names of their own, so that none is lost or taken for another', () => {
  const framed = edited(start, (level) => groupNodes(level, ['latents'], 'Top'));
  const inside = look(framed, block.id);
  const both = putLevel(inside, groupNodes(inside.workflow, ['first'], 'Inside'));
  expect(both.groups.map(({ title }) => title)).toEqual(['All', 'Top', 'Inside']);
  expect(new Set(both.groups.map(({ id }) => id)).size).toBe(3);
});

test('groups of two levels that a file calls the same are edited each by itself', () => {
  const twin: WorkflowGroup = { id: 'g', title: 'Inside', position: [0, 0], size: [100, 100], block: block.id };
  const inside = look({ ...start, groups: [...start.groups, twin] }, block.id);
  const moved = putLevel(inside, moveGroup(inside.workflow, 'g', [5, 5]));
  expect(moved.groups).toEqual([...start.groups, { ...twin, position: [5, 5] }]);
});

test('a block is coloured as a node is', () => {
  const coloured = edited(start, (level) => setNodeColor(level, [block.id], '#3f789e'));
  expect(blockOf(coloured)?.color).toBe('#3f789e');
  expect(look(coloured).workflow.nodes.find(({ id }) => id === block.id)?.color).toBe('#3f789e');
  expect(edited(coloured, (level) => setNodeColor(level, [block.id], undefined))).toEqual(start);
});
