import { signal } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { INPUTS } from '../../graph/blocks/edges.ts';
import { levelOf } from '../../graph/blocks/level.ts';
import { makeBlock } from '../../graph/edit/makeBlock.ts';
import { testRegistry } from '../../graph/edit/testing/registry.ts';
import { emptyWorkflow, type Workflow } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';
import { createEditor } from '../state/document/createEditor.ts';
import { createLevelEditor } from '../state/document/levelEditor.ts';
import { commands } from './commands.ts';
import { findCommand } from './keys.ts';

const node = (id: string, mode: 'on' | 'mute' | 'bypass' = 'on'): Workflow['nodes'][number] => ({
  id,
  type: 'make_latents',
  version: 1,
  position: [0, 0],
  mode,
  parameters: {},
});
const frame = { id: 'g', title: 'All', position: [-50, -50], size: [900, 900] } satisfies Workflow['groups'][number];
const workflowOf = (...nodes: Workflow['nodes']): Workflow => ({ ...emptyWorkflow(), nodes, groups: [frame] });

function appWith(workflow: Workflow) {
  const editor = createLevelEditor(createEditor(testRegistry, workflow));
  const run = vi.fn();
  const app = {
    editor,
    client: { connection: signal('connected') },
    runs: { run, current: signal(null), waiting: signal(0) },
    sweeps: { current: signal(null) },
    ui: { canvas: signal(null) },
  } as unknown as App;
  const press = (key: string, held: { readonly ctrlKey?: boolean; readonly shiftKey?: boolean } = {}) => {
    const pressed = { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held };
    const found = findCommand(commands, pressed, false, (each) => each.enabled(app));
    if (found?.enabled(app)) found.run(app);
  };
  return { editor, run, press };
}

const runKeys = { ctrlKey: true, shiftKey: true } as const;

test('a group whose nodes are muted runs nothing, and least of all the whole workflow', () => {
  const { editor, run, press } = appWith(workflowOf(node('a', 'mute')));
  editor.selectedGroup.value = 'g';
  press('Enter', runKeys);
  expect(run).not.toHaveBeenCalled();
});

test('the keys that run to here run a group that is selected', () => {
  const collapsed = { ...workflowOf({ ...node('a'), group: 'g' }, { ...node('b', 'mute'), group: 'g' }) };
  const { editor, run, press } = appWith({ ...collapsed, groups: [{ ...frame, collapsed: true }] });
  editor.selection.value = new Set(['a', 'b']);
  editor.selectedGroup.value = 'g';
  press('Enter', runKeys);
  expect(run).toHaveBeenCalledWith(['a']);
});

const made = makeBlock(levelOf(workflowOf(node('a'), node('b')), testRegistry, { open: null }), ['a']);
if (!made) throw new Error('refused');
const withBlock = made.workflow;

test('a group around the edges of an open block is bypassed, and enabled again', () => {
  const around = { ...frame, id: 'h', position: [-2000, -2000], size: [4000, 4000], block: made.id } as typeof frame;
  const { editor, press } = appWith({ ...withBlock, groups: [around] });
  editor.enter(made.id);
  expect(editor.workflow.peek().nodes.map(({ id }) => id)).toContain(INPUTS);
  editor.selectedGroup.value = 'h';
  const mode = () => editor.whole.peek().nodes.find(({ id }) => id === 'a')?.mode;
  press('b');
  expect(mode()).toBe('bypass');
  press('b');
  expect(mode()).toBe('on');
});

const hidden: Workflow = {
  ...withBlock,
  groups: [{ ...frame, collapsed: true }],
  blocks: withBlock.blocks?.map((block) => ({ ...block, group: 'g' })),
};

test('keys on a collapsed group leave the block alone that it is shown in place of', () => {
  const { editor, press } = appWith(hidden);
  editor.selection.value = new Set([made.id]);
  press('Enter');
  expect(editor.level.peek().open).toBeNull();
  press('c');
  expect(editor.whole.peek()).toBe(hidden);
  press('g', runKeys);
  expect(editor.whole.peek().blocks).toHaveLength(1);
  expect(editor.whole.peek().groups).toEqual([]);
});

test('arrows move a frame that is selected, with its nodes', () => {
  const { editor, press } = appWith(workflowOf(node('a')));
  editor.selectedGroup.value = 'g';
  press('ArrowRight');
  expect(editor.workflow.peek().groups[0]?.position).toEqual([-40, -50]);
  expect(editor.workflow.peek().nodes[0]?.position).toEqual([10, 0]);
});
