import { describe, expect, test } from 'vitest';
import { type Level, levelOf } from '../../blocks/level.ts';
import { putLevel } from '../../blocks/putLevel.ts';
import { emptyWorkflow, type Workflow, type WorkflowGroup } from '../../workflow/schema.ts';
import { deleteGroup } from '../deleteGroup.ts';
import { dissolveBlock } from '../dissolveBlock.ts';
import { moveGroup, nodesInGroup } from '../groups.ts';
import { makeBlock } from '../makeBlock.ts';
import { removeNodes } from '../removeNodes.ts';
import { setNodeColor } from '../setColor.ts';
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

  test('gives its nodes to no other level: what comes out of the block is seen', () => {
    const inside = look(boxed, block.id).workflow;
    expect(inside.groups).toEqual([]);
    expect(dissolveBlock(boxed, block.id).nodes.find(({ id }) => id === 'first')).not.toHaveProperty('group');
  });
});

test('a block is coloured as a node is', () => {
  const coloured = edited(start, (level) => setNodeColor(level, [block.id], '#3f789e'));
  expect(blockOf(coloured)?.color).toBe('#3f789e');
  expect(look(coloured).workflow.nodes.find(({ id }) => id === block.id)?.color).toBe('#3f789e');
  expect(edited(coloured, (level) => setNodeColor(level, [block.id], undefined))).toEqual(start);
});
