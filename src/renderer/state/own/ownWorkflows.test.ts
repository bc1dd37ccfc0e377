import { describe, expect, it } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../../graph/workflow/serialize.ts';
import { workflowReader } from '../../reading/readWorkflow.ts';
import { type Answers, createFakeEngine } from '../../testing/fakeEngine.ts';
import { memoryStore } from '../../testing/memoryStore.ts';
import { createEditor, type EditorStore } from '../document/createEditor.ts';
import { createFiles } from '../document/files.ts';
import { createLog } from '../log.ts';
import { createPreferences } from '../preferences.ts';
import { createOwnWorkflows } from './ownWorkflows.ts';

async function open(answers: Answers = {}) {
  const engine = createFakeEngine({
    openWorkflow: ({ path }) => ({
      path,
      text: serializeWorkflow({ ...emptyWorkflow(), name: 'faces' }),
      readOnly: false,
      stamp: 'as opened',
    }),
    moveWorkflow: ({ name, folder }) => ({
      path: [folder, `${name ?? 'faces'}.json`].filter(Boolean).join('/'),
      stamp: name === undefined ? 'as opened' : 'renamed',
      before: 'as opened',
    }),
    trashWorkflow: () => ({ id: '7' }),
    restoreWorkflow: () => ({ path: 'faces.json' }),
    ...answers,
  });
  const { client } = engine;
  const editor = createEditor(testRegistry);
  const log = createLog();
  const preferences = createPreferences(memoryStore());
  const files = createFiles({ read: workflowReader(testRegistry), client, editor, log, preferences });
  const own = createOwnWorkflows({ client, editor, files, log, preferences });
  await files.open('faces.json');
  return { engine, editor, log, preferences, files, own };
}

function addNumber(editor: EditorStore): void {
  editor.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])));
}

const savedTo = ({ calls }: ReturnType<typeof createFakeEngine>) =>
  calls.flatMap(({ name, args }) => (name === 'saveWorkflow' ? [(args as { path: string }).path] : []));

describe('an open workflow that is renamed', () => {
  it('goes on being open under its new name, unsaved changes and all', async () => {
    const { editor, own, preferences } = await open();
    addNumber(editor);
    expect(await own.rename('faces.json', 'portraits')).toBe('portraits.json');
    expect(editor.document.value.path.value).toBe('portraits.json');
    expect(editor.workflow.value).toMatchObject({ name: 'portraits', nodes: [{ type: 'number' }] });
    expect(editor.dirty.value).toBe(true);
    expect(preferences.values.value.recents[0]).toMatchObject({ path: 'portraits.json', title: 'portraits' });
  });

  it('has its undo and redo, which do not bring the old name back', async () => {
    const { editor, own } = await open();
    addNumber(editor);
    addNumber(editor);
    editor.undo();
    await own.rename('faces.json', 'portraits');
    editor.undo();
    expect(editor.workflow.value).toMatchObject({ name: 'portraits', nodes: [] });
    expect(editor.dirty.value).toBe(false);
    editor.redo();
    editor.redo();
    expect(editor.workflow.value.nodes).toHaveLength(2);
    expect(editor.workflow.value.name).toBe('portraits');
  });

  it('is saved to its new place, also where it is saved while it is renamed', async () => {
    const { editor, engine, files, own } = await open();
    addNumber(editor);
    const renamed = own.rename('faces.json', 'portraits');
    const saved = files.save();
    await Promise.all([renamed, saved]);
    expect(savedTo(engine)).toEqual(['portraits.json']);
  });

  it('still counts as changed by another program where it was', async () => {
    const { editor, own } = await open({
      moveWorkflow: () => ({ path: 'portraits.json', stamp: 'renamed', before: 'of another program' }),
    });
    await own.rename('faces.json', 'portraits');
    expect(editor.document.value.stamp.value).toBe('as opened');
  });

  it('stays what it is where the name is refused, which is said', async () => {
    const { editor, log, own } = await open({
      moveWorkflow: () => {
        throw new ArcspaceError('name-taken', 'There is already a "portraits.json".', 'Choose another name.');
      },
    });
    expect(await own.rename('faces.json', 'portraits')).toBeUndefined();
    expect(editor.document.value.path.value).toBe('faces.json');
    expect(log.toasts.value).toMatchObject([
      { message: 'The workflow was not renamed. There is already a "portraits.json".', remedy: 'Choose another name.' },
    ]);
  });
});

it('a workflow in a folder that is renamed is the same file, and no change of it is lost or made', async () => {
  const { editor, own, files, preferences } = await open({
    renameWorkflowFolder: () => ({ path: 'workflows/Portraits' }),
  });
  await files.open('workflows/People/old/faces.json');
  addNumber(editor);
  expect(await own.renameFolder('workflows/People', 'Portraits')).toBe('workflows/Portraits');
  expect(editor.document.value.path.value).toBe('workflows/Portraits/old/faces.json');
  expect(editor.document.value.stamp.value).toBe('as opened');
  expect(preferences.values.value.recents.map(({ path }) => path)).toEqual([
    'workflows/Portraits/old/faces.json',
    'faces.json',
  ]);
});

it('a workflow that is moved into a folder keeps its name, and nothing of it becomes unsaved', async () => {
  const { editor, own } = await open();
  expect(await own.moveInto('faces.json', 'workflows/People')).toBe('workflows/People/faces.json');
  expect(editor.document.value.path.value).toBe('workflows/People/faces.json');
  expect(editor.workflow.value.name).toBe('faces');
  expect(editor.dirty.value).toBe(false);
});

describe('an open workflow that is deleted', () => {
  it('goes on being open, as one that was never saved', async () => {
    const { editor, files, own, preferences } = await open();
    expect(await own.remove('faces.json')).toBe(true);
    expect(editor.document.value.path.value).toBeNull();
    expect(editor.dirty.value).toBe(true);
    expect(preferences.values.value.recents).toEqual([]);
    expect(await files.save()).toBe(false);
  });

  it('is the same file again after Undo', async () => {
    const { editor, engine, files, log, own } = await open();
    await own.remove('faces.json');
    log.toasts.value.at(-1)?.action?.run();
    await expect.poll(() => editor.document.value.path.value).toBe('faces.json');
    expect(editor.dirty.value).toBe(false);
    addNumber(editor);
    expect(await files.save()).toBe(true);
    expect(savedTo(engine)).toEqual(['faces.json']);
  });

  it('stays another file where it was saved as one meanwhile', async () => {
    const { editor, files, own } = await open();
    await own.remove('faces.json');
    await files.saveAs('others');
    await own.restore('7');
    expect(editor.document.value.path.value).toBe('others.json');
  });
});

it('emptying deletes what was listed, not what came meanwhile', async () => {
  const trash = [{ id: '7', title: 'faces', path: 'faces.json', deleted: 7 }];
  const { engine, own } = await open({ listTrash: () => [...trash], emptyTrash: () => null });
  await own.refresh();
  trash.push({ id: '8', title: 'later', path: 'later.json', deleted: 8 });
  expect(await own.emptyTrash()).toBe(true);
  expect(engine.calls.filter(({ name }) => name === 'emptyTrash')).toMatchObject([{ args: { ids: ['7'] } }]);
});
