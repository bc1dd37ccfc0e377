import { describe, expect, it } from 'vitest';
import { makeBlock } from '../../../graph/edit/makeBlock.ts';
import { moveNodes } from '../../../graph/edit/moveNodes.ts';
import { setParameter } from '../../../graph/edit/setNode.ts';
import { setOpensInApp } from '../../../graph/edit/setWorkflow.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import { IDLE } from '../run/reduce.ts';
import { createEditor } from './createEditor.ts';
import type { NodeState } from './editor.ts';
import { createLevelEditor } from './levelEditor.ts';

const node = (id: string, type: string): Workflow['nodes'][number] => ({
  id,
  type,
  version: 1,
  position: [0, 0],
  mode: 'on',
  parameters: {},
});

function editorWithBlock() {
  const store = createEditor(testRegistry, {
    ...emptyWorkflow(),
    nodes: [node('latents', 'make_latents'), node('soft', 'mix'), node('decode', 'decode')],
    links: [
      { from: 'latents.latents', to: 'soft.points.1' },
      { from: 'soft.latents', to: 'decode.latents' },
    ],
  });
  const editor = createLevelEditor(store);
  editor.editWhole('Make', (workflow) => makeBlock(editor.level.peek(), ['soft', 'latents'])?.workflow ?? workflow);
  return { store, editor };
}

const ids = (workflow: Workflow) => workflow.nodes.map(({ id }) => id);

describe('the editor of a level', () => {
  it('lets a workflow with blocks open in the app view, and in the graph again', () => {
    const { store, editor } = editorWithBlock();
    editor.editWhole('App', (workflow) => setOpensInApp(workflow, true));
    expect(store.workflow.value.opensIn).toBe('app');
    editor.editWhole('Graph', (workflow) => setOpensInApp(workflow, false));
    expect('opensIn' in store.workflow.value).toBe(false);
  });

  it('shows the open block and edits the whole', () => {
    const { store, editor } = editorWithBlock();
    expect(ids(editor.workflow.value)).toEqual(['decode', 'block']);
    editor.enter('block');
    expect(ids(editor.workflow.value)).toEqual(['latents', 'soft', '$inputs', '$outputs']);
    expect(editor.path.value.map(({ id }) => id)).toEqual(['block']);
    editor.edit('Set', (workflow) => setParameter(workflow, 'soft', 'weight', 0.1));
    expect(store.workflow.value.nodes.find(({ id }) => id === 'soft')?.parameters).toEqual({ weight: 0.1 });
  });

  it('leads back to where a change was made when it is undone and done again, and leaves a block that is gone', () => {
    const { editor } = editorWithBlock();
    editor.enter('block');
    editor.edit('Move', (workflow) => moveNodes(workflow, ['soft'], [5, 5]));
    editor.enter(null);
    editor.undo();
    expect(editor.level.value.open).toBe('block');
    editor.undo();
    expect(editor.level.value.open).toBeNull();
    expect(ids(editor.workflow.value)).toEqual(['latents', 'soft', 'decode']);
  });

  it('remembers where the window looks in a block, and writes nothing of it into the file', () => {
    const { store, editor } = editorWithBlock();
    editor.setViewport({ x: 1, y: 2, zoom: 1 });
    editor.enter('block');
    expect(editor.workflow.value.viewport).toBeUndefined();
    editor.setViewport({ x: 7, y: 8, zoom: 2 });
    editor.enter(null);
    expect(editor.workflow.value.viewport).toMatchObject({ x: 1, y: 2 });
    editor.enter('block');
    expect(editor.workflow.value.viewport).toMatchObject({ x: 7, y: 8 });
    expect(store.workflow.value.viewport).toMatchObject({ x: 1, y: 2 });
  });

  it('selects nothing of another level', () => {
    const { editor } = editorWithBlock();
    editor.selection.value = new Set(['block']);
    editor.enter('block');
    expect([...editor.selection.value]).toEqual([]);
  });
});

describe('what is known of a block', () => {
  const known = (states: Readonly<Record<string, Partial<NodeState>>>) => {
    const { store, editor } = editorWithBlock();
    store.nodeStates.value = new Map(Object.entries(states).map(([id, state]) => [id, { ...IDLE, ...state }]));
    return editor.nodeStates.value.get('block');
  };
  const picture = { width: 1, height: 1, rgba: new Uint8Array(4) } as never;

  it('is that it runs while one of its nodes runs, or some are done and others wait', () => {
    expect(known({ latents: { status: 'done' }, soft: { status: 'queued' } })?.status).toBe('running');
    const half = known({ latents: { status: 'done' }, soft: { status: 'running', progress: { step: 5, of: 10 } } });
    expect(half?.progress).toEqual({ step: 15, of: 20 });
    expect(known({ latents: { status: 'cached' }, soft: { status: 'done' } })?.status).toBe('done');
  });

  it('is the problem of its node, at the port of the block that leads there', () => {
    const problem = { code: 'x', message: 'Too long.', remedy: 'Shorten.', place: { node: 'soft', port: 'points.1' } };
    const state = known({ soft: { status: 'failed', problem } });
    expect(state).toMatchObject({ status: 'failed', problem: { message: 'Too long.', place: { node: 'block' } } });
  });

  it('is the picture of the node that it gives', () => {
    expect(known({ soft: { status: 'done', pictures: [picture] } })?.pictures).toEqual([picture]);
    expect(known({ decode: { status: 'done', pictures: [picture] } })).toBeUndefined();
  });
});
