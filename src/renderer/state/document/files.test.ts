import { describe, expect, it } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { emptyWorkflow, type Workflow } from '../../../graph/workflow/schema.ts';
import { serializeWorkflow } from '../../../graph/workflow/serialize.ts';
import { workflowReader } from '../../reading/readWorkflow.ts';
import { createFakeEngine } from '../../testing/fakeEngine.ts';
import { memoryStore } from '../../testing/memoryStore.ts';
import { createLog } from '../log.ts';
import { createPreferences } from '../preferences.ts';
import { createEditor, type EditorStore } from './createEditor.ts';
import { createFiles } from './files.ts';
import { pathFor } from './pathFor.ts';

const loader = { type: 'load_model', version: 1 };

const named = (name: string): Workflow => ({ ...emptyWorkflow(), name });

type KnownModels = NonNullable<Parameters<typeof createFiles>[0]['knownModels']>;

function setUp(answers: Parameters<typeof createFakeEngine>[0] = {}, knownModels: KnownModels = async () => []) {
  const engine = createFakeEngine({
    openWorkflow: ({ path }) => ({
      path,
      text: serializeWorkflow(named(`From ${path}`)),
      readOnly: path.startsWith('workflows/'),
      stamp: 'as opened',
    }),
    ...answers,
  });
  const editor = createEditor(testRegistry);
  const log = createLog();
  const preferences = createPreferences(memoryStore());
  const files = createFiles({
    read: workflowReader(testRegistry),
    client: engine.client,
    editor,
    log,
    preferences,
    knownModels,
  });
  return { engine, editor, log, preferences, files };
}

function addNumber(editor: EditorStore): void {
  editor.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])));
}

const callsOf = (engine: ReturnType<typeof createFakeEngine>, name: string) =>
  engine.calls.filter((call) => call.name === name);

describe('opening', () => {
  it('takes the place of what was only looked at, and begins a new history', async () => {
    const { editor, files, log } = setUp();
    await files.open('mine.json');
    files.newWorkflow();
    expect(editor.tabs.value).toHaveLength(1);
    expect(log.toasts.value).toEqual([]);
    editor.undo();
    expect(editor.workflow.value).toEqual(emptyWorkflow());
  });

  it('shows the workflow and remembers it, in a tab beside unsaved work', async () => {
    const { editor, files, log, preferences } = setUp();
    addNumber(editor);
    expect(await files.open('mine.json')).toBe(true);
    expect(editor.workflow.value.name).toBe('From mine.json');
    expect(editor.dirty.value).toBe(false);
    expect(preferences.values.value.recents[0]).toMatchObject({ path: 'mine.json', title: 'From mine.json' });
    expect(log.toasts.value).toEqual([]);
    expect(editor.tabs.value.map(({ workflow, isShown }) => [workflow.nodes.length, isShown])).toEqual([
      [1, false],
      [0, true],
    ]);
  });

  it('keeps what is open when it is opened again unchanged, and reads it again when it changed', async () => {
    let name = 'Before';
    const { editor, files } = setUp({
      openWorkflow: ({ path }) => ({ path, text: serializeWorkflow(named(name)), readOnly: false, stamp: name }),
    });
    await files.open('mine.json');
    const { value: document } = editor.document;
    expect(await files.open('mine.json')).toBe(true);
    expect(editor.document.value).toBe(document);
    name = 'After';
    await files.open('mine.json');
    expect(editor.workflow.value.name).toBe('After');
  });

  it('goes to the tab where a file is open already, and says that it is changed there', async () => {
    const { editor, files, log } = setUp();
    await files.open('mine.json');
    addNumber(editor);
    const { value: document } = editor.document;
    files.newWorkflow();
    expect(await files.open('mine.json')).toBe(true);
    expect(editor.document.value).toBe(document);
    expect(editor.workflow.value.nodes).toHaveLength(1);
    expect(log.toasts.value[0]?.message).toContain('is open already, with changes that are not saved');
  });

  it('opens a file beside the workflow of a result that was made with it', async () => {
    const { editor, files } = setUp();
    await files.open('mine.json');
    const { workflow } = editor.history().shown;
    editor.close(editor.document.value);
    files.openResult(workflow, 'mine.json');
    editor.edit('Rename', (before) => ({ ...before, name: 'Other' }));
    editor.undo();
    await files.open('mine.json');
    expect(editor.document.value.path.value).toBe('mine.json');
    expect(editor.tabs.value).toHaveLength(2);
  });

  it('opens an example anew beside one that was changed', async () => {
    const { editor, files } = setUp();
    await files.open('workflows/slerp.json');
    addNumber(editor);
    await files.open('workflows/slerp.json');
    expect(editor.tabs.value.map(({ unsaved }) => unsaved)).toEqual([true, false]);
  });

  it('opens an example as a copy that has no file of its own', async () => {
    const { editor, files, engine } = setUp();
    await files.open('workflows/slerp.json');
    expect(editor.document.value.path.value).toBeNull();
    expect(editor.document.value.origin).toBe('workflows/slerp.json');
    expect(await files.save()).toBe(false);
    expect(callsOf(engine, 'saveWorkflow')).toEqual([]);
  });

  it.each([
    ['truncated', '{"format":"arcspace-workflow","version":2,"nodes":[{'],
    ['something else', '{"nodes":[]}'],
    ['empty', ''],
    ['dangerous', '{"format":"arcspace-workflow","version":2,"nodes":[],"__proto__":{"polluted":true}}'],
  ])('leaves the graph alone when the file is %s, and says what to do', async (_, text) => {
    const { editor, files, log } = setUp();
    addNumber(editor);
    const before = editor.workflow.value;
    expect(await files.openFile(new File([text], 'broken.json'))).toBe('refused');
    expect(editor.workflow.value).toBe(before);
    expect(log.toasts.value[0]?.message).toContain('broken.json was not opened');
    expect(log.toasts.value[0]?.remedy).not.toBe('');
  });

  it('keeps unknown nodes and says so in the log', async () => {
    const { editor, files, log } = setUp();
    const node = { ...newNode(emptyWorkflow(), { type: 'from_the_future', version: 1 }, [0, 0]), secret: 'kept' };
    const text = serializeWorkflow({ ...emptyWorkflow(), nodes: [node] });
    expect(await files.openFile(new File([text], 'future.json'))).toBe('opened');
    expect(editor.workflow.value.nodes[0]).toMatchObject({ type: 'from_the_future', secret: 'kept' });
    expect(log.entries.value.some((entry) => entry.message.includes('from_the_future'))).toBe(true);
  });

  it('says why a file could not be read', async () => {
    const { files, log, editor } = setUp({
      openWorkflow: () => {
        throw new ArcspaceError('not-found', 'There is no such file.', 'Choose another.');
      },
    });
    const before = editor.workflow.value;
    expect(await files.open('gone.json')).toBe(false);
    expect(editor.workflow.value).toBe(before);
    expect(log.toasts.value[0]?.message).toBe('There is no such file.');
  });
});

describe('saving', () => {
  it('writes to the file and takes the unsaved mark away', async () => {
    const { editor, files, engine } = setUp();
    await files.open('mine.json');
    addNumber(editor);
    expect(editor.dirty.value).toBe(true);
    expect(await files.save()).toBe(true);
    expect(editor.dirty.value).toBe(false);
    const [call] = callsOf(engine, 'saveWorkflow');
    expect(call?.args).toMatchObject({ path: 'mine.json' });
  });

  it('names the workflow after the file that it is saved as', async () => {
    const { editor, files } = setUp();
    addNumber(editor);
    expect(await files.saveAs('My blend')).toBe(true);
    expect(editor.workflow.value.name).toBe('My blend');
    expect(editor.document.value.path.value).toBe('My blend.json');
    expect(editor.dirty.value).toBe(false);
  });

  it('keeps the unsaved mark and says why when it fails', async () => {
    const { editor, files, log } = setUp({
      saveWorkflow: () => {
        throw new ArcspaceError('no-space', 'The disk is full.', 'Free some space.');
      },
    });
    addNumber(editor);
    expect(await files.saveAs('Mine')).toBe(false);
    expect(editor.dirty.value).toBe(true);
    expect(log.toasts.value[0]?.message).toBe('Not saved. The disk is full.');
  });

  it('takes back that it failed once it works', async () => {
    let full = true;
    const { editor, files, log } = setUp({
      saveWorkflow: ({ path }) => {
        if (full) throw new ArcspaceError('no-space', 'The disk is full.', 'Free some space.');
        return { path, stamp: 'saved' };
      },
    });
    addNumber(editor);
    await files.saveAs('Mine');
    full = false;
    await files.saveAs('Mine');
    expect(log.toasts.value.map(({ message }) => message)).toEqual(['Saved Mine.json.']);
  });

  it('keeps saying of each workflow that it is not saved when another is opened and saved', async () => {
    const { editor, files, log } = setUp({
      saveWorkflow: ({ path }) => {
        if (path !== 'Fine.json') throw new ArcspaceError('no-space', 'The disk is full.', 'Free some space.');
        return { path, stamp: 'saved' };
      },
    });
    for (const name of ['One', 'Other', 'Fine']) {
      files.newWorkflow();
      addNumber(editor);
      await files.saveAs(name);
    }
    const [one, other] = editor.tabs.value.map(({ document }) => document);
    expect(log.unseen.value.map(({ document }) => document)).toEqual([one, other]);
    expect(log.toasts.value.map(({ message }) => message)).toEqual([
      'Not saved. The disk is full.',
      'Saved Fine.json.',
    ]);
  });

  /** A host with one file, which others may change. */
  function oneFile() {
    const file = { stamp: 'as opened' };
    const page = setUp({
      saveWorkflow({ path, text, over }) {
        if (over !== undefined && over !== file.stamp) {
          throw new ArcspaceError('file-changed', `The file "${path}" was changed.`, 'Save under another name.');
        }
        file.stamp = text;
        return { path, stamp: text };
      },
    });
    return { ...page, file };
  }

  it('never saves over what another window or program has written, unless it is asked to once more', async () => {
    const { editor, files, log, file } = oneFile();
    await files.open('mine.json');
    addNumber(editor);
    expect(await files.save()).toBe(true);
    file.stamp = 'of another window';
    addNumber(editor);
    expect(await files.save()).toBe(false);
    expect(file.stamp).toBe('of another window');
    expect(editor.dirty.value).toBe(true);
    expect(log.toasts.value.map(({ message }) => message)).toContain('Not saved. The file "mine.json" was changed.');
    expect(await files.save()).toBe(true);
    expect(editor.dirty.value).toBe(false);
  });

  it('takes a second press while it saves for nothing else than that', async () => {
    const { editor, files } = oneFile();
    await files.open('mine.json');
    addNumber(editor);
    const first = files.save();
    addNumber(editor);
    expect(await Promise.all([first, files.save()])).toEqual([true, true]);
  });

  it('under a new name never saves over a file that it did not know of', async () => {
    const { editor, files, file } = oneFile();
    addNumber(editor);
    expect(await files.saveAs('Mine')).toBe(false);
    expect(file.stamp).toBe('as opened');
  });

  it('writes down which models the workflow needs, as far as they are known', async () => {
    const kind = 'Stable Diffusion 1 or 2';
    const models = [{ role: 'model' as const, name: 'starter', kind, usable: true, files: { 'a.onnx': 'aa' } }];
    const { editor, files, engine } = setUp({}, async () => models);
    editor.edit('Add', (workflow) => addNode(workflow, newNode(workflow, loader, [0, 0])));
    expect(await files.saveAs('Mine')).toBe(true);
    const remembered = [{ id: 'starter', kind, files: { 'a.onnx': 'aa' } }];
    expect(editor.workflow.value.models).toEqual(remembered);
    expect(editor.dirty.value).toBe(false);
    const [saved] = callsOf(engine, 'saveWorkflow').map(({ args }) => (args as { text: string }).text);
    expect(JSON.parse(saved ?? '').models).toEqual(remembered);
  });

  it('leaves alone what was opened while it asked for the models', async () => {
    let answer: () => void = () => {};
    const { editor, files, engine } = setUp({}, () => new Promise((resolve) => (answer = () => resolve([]))));
    addNumber(editor);
    const saving = files.saveAs('Mine');
    files.newWorkflow();
    answer();
    expect(await saving).toBe(true);
    expect(editor.workflow.value).toEqual(emptyWorkflow());
    expect(callsOf(engine, 'saveWorkflow')[0]?.args).toMatchObject({ path: 'Mine.json' });
    expect(editor.document.value.path.value).toBeNull();
  });

  it.each([
    ['My blend', 'My blend.json'],
    ['../../etc/passwd', 'etc-passwd.json'],
    ['a/b\\c:d*?"<>|', 'a-b-c-d.json'],
    ['  .hidden ', 'hidden.json'],
    ['Übergang', 'Übergang.json'],
    ['done.json', 'done.json'],
    ['', 'untitled.json'],
    ['...', 'untitled.json'],
    ['faces.arcspace', 'faces.arcspace'],
  ])('makes a file name that every system takes of "%s"', (name, path) => {
    expect(pathFor(name)).toBe(path);
  });
});
