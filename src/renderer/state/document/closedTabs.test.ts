import { expect, it } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import { createLog } from '../log.ts';
import { createClosedTabs } from './closedTabs.ts';
import { createEditor } from './createEditor.ts';
import { createDocument } from './document.ts';

function setUp() {
  const editor = createEditor(testRegistry);
  const log = createLog();
  const closedTabs = createClosedTabs(editor, log);
  const open = (name: string, edited: boolean) => {
    const number = newNode(emptyWorkflow(), { type: 'number', version: 1 }, [0, 0]);
    const workflow = addNode({ ...emptyWorkflow(), name }, number);
    editor.open(workflow, createDocument(workflow, `${name}.json`));
    editor.edit('Move', (before) => ({ ...before, nodes: [...before.nodes] }));
    if (!edited) editor.document.value.saved.value = editor.workflow.value;
  };
  const names = () => editor.tabs.value.map(({ workflow }) => workflow.name);
  return { editor, log, closedTabs, open, names };
}

it('opens closed tabs again, the last first, each in its place and with its undo', () => {
  const { editor, closedTabs, open, names } = setUp();
  for (const name of ['One', 'Two', 'Three']) open(name, false);
  const [one, two] = editor.tabs.value;
  if (one) closedTabs.close(one.document);
  if (two) closedTabs.close(two.document);
  expect(names()).toEqual(['Three']);
  closedTabs.reopen();
  closedTabs.reopen();
  expect(names()).toEqual(['One', 'Two', 'Three']);
  expect(editor.workflow.value.name).toBe('One');
  expect(editor.steps.value.undo).toBe('Move');
  expect(closedTabs.canReopen.value).toBe(false);
});

it('says of unsaved changes how they come back, and of nothing else', () => {
  const { editor, log, closedTabs, open, names } = setUp();
  open('Saved', false);
  closedTabs.close(editor.document.value);
  expect(log.toasts.value).toEqual([]);
  open('Changed', true);
  closedTabs.close(editor.document.value);
  const [toast] = log.toasts.value;
  expect(toast?.message).toBe('Closed "Changed" with changes that are not saved.');
  toast?.action?.run();
  toast?.action?.run();
  expect(names()).toContain('Changed');
  expect(names().filter((name) => name === 'Changed')).toHaveLength(1);
});

it('comes back with what its nodes showed, and with nothing that still runs', () => {
  const { editor, closedTabs, open } = setUp();
  open('Running', false);
  const document = editor.document.value;
  editor.nodeStates.value = new Map([['number', { status: 'running', pictures: [], outputs: {}, warnings: [] }]]);
  closedTabs.close(document);
  closedTabs.reopen();
  expect(editor.nodeStates.value.get('number')?.status).toBe('idle');
});

it('shows the tab where the file of a closed one was opened again meanwhile', () => {
  const { editor, closedTabs, open, names } = setUp();
  open('Mine', false);
  closedTabs.close(editor.document.value);
  open('Mine', false);
  open('Other', false);
  closedTabs.reopen();
  expect(names()).toEqual(['Mine', 'Other']);
  expect(editor.workflow.value.name).toBe('Mine');
});

it('keeps no empty workflow that nobody touched', () => {
  const { editor, closedTabs } = setUp();
  closedTabs.close(editor.document.value);
  expect(closedTabs.canReopen.value).toBe(false);
});
