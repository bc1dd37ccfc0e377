import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { connect } from '../../../graph/edit/connect.ts';
import { setParameter } from '../../../graph/edit/setNode.ts';
import { anyEdits } from '../../../graph/edit/testing/anyEdits.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import { emptyWorkflow } from '../../../graph/workflow/schema.ts';
import { createEditor } from './createEditor.ts';
import { createDocument } from './document.ts';

it('comes back exactly by undo and forward exactly by redo', () => {
  fc.assert(
    fc.property(anyEdits, (edits) => {
      const editor = createEditor(testRegistry);
      const states = [editor.workflow.value];
      for (const edit of edits) {
        editor.edit('Edit', edit);
        if (editor.workflow.value !== states.at(-1)) states.push(editor.workflow.value);
      }
      for (const state of states.toReversed()) {
        expect(editor.workflow.value).toBe(state);
        editor.undo();
      }
      for (const state of states.slice(1)) {
        editor.redo();
        expect(editor.workflow.value).toBe(state);
      }
    }),
    { numRuns: 200 },
  );
});

function withNumber() {
  const editor = createEditor(testRegistry);
  editor.edit('Add number', (workflow) => addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])));
  return editor;
}

const scrub = (value: number) => (workflow: ReturnType<typeof emptyWorkflow>) =>
  setParameter(workflow, 'number', 'value', value);

describe('undo', () => {
  it('takes a whole gesture back at once', () => {
    const editor = withNumber();
    for (const value of [1, 2, 3]) editor.edit('Change value', scrub(value), 'scrub 1');
    editor.edit('Change value', scrub(9), 'scrub 2');
    editor.undo();
    expect(editor.workflow.value.nodes[0]?.parameters).toEqual({ value: 3 });
    editor.undo();
    expect(editor.workflow.value.nodes[0]?.parameters).toEqual({});
  });

  it('does not count looking around as a step, and keeps what is visible', () => {
    const editor = withNumber();
    editor.setViewport({ x: 5, y: 6, zoom: 2 });
    editor.undo();
    expect(editor.workflow.value.nodes).toEqual([]);
    expect(editor.workflow.value.viewport).toEqual({ x: 5, y: 6, zoom: 2 });
  });

  it('keeps what is visible through a gesture that began before', () => {
    const editor = withNumber();
    const atStart = editor.workflow.value;
    editor.setViewport({ x: 5, y: 6, zoom: 2 });
    editor.edit('Change value', () => scrub(4)(atStart));
    expect(editor.workflow.value.viewport).toEqual({ x: 5, y: 6, zoom: 2 });
  });

  it('is no longer repeated once something else was done', () => {
    const editor = withNumber();
    editor.undo();
    editor.edit('Rename', (workflow) => ({ ...workflow, name: 'Another way' }));
    editor.redo();
    expect(editor.workflow.value).toMatchObject({ name: 'Another way', nodes: [] });
  });

  it('says what it would take back', () => {
    const editor = withNumber();
    expect(editor.steps.value).toEqual({ undo: 'Add number', redo: null });
    editor.undo();
    expect(editor.steps.value).toEqual({ undo: null, redo: 'Add number' });
  });
});

describe('the unsaved mark', () => {
  it('comes with an edit and goes with its undo, and ignores the viewport', () => {
    const editor = withNumber();
    expect(editor.dirty.value).toBe(true);
    editor.undo();
    expect(editor.dirty.value).toBe(false);
    editor.setViewport({ x: 1, y: 1, zoom: 1 });
    expect(editor.dirty.value).toBe(false);
  });
});

it('forgets selected nodes that no longer exist', () => {
  const editor = withNumber();
  editor.selection.value = new Set(['number']);
  editor.undo();
  expect(editor.selection.value.size).toBe(0);
});

describe('the selected wire', () => {
  function withWire() {
    const editor = withNumber();
    editor.edit('Add mix', (workflow) => addNode(workflow, newNode(workflow, { type: 'mix', version: 1 }, [300, 0])));
    const [from, to] = [
      { node: 'number', port: 'number' },
      { node: 'mix', port: 'weight' },
    ];
    editor.edit('Connect', (workflow) => connect(workflow, testRegistry, from, to));
    editor.selectedWire.value = 'mix.weight';
    return editor;
  }

  it('is let go when nodes are selected, or none', () => {
    const editor = withWire();
    editor.selection.value = new Set(['mix']);
    expect(editor.selectedWire.value).toBeNull();
    editor.selectedWire.value = 'mix.weight';
    editor.selection.value = new Set();
    expect(editor.selectedWire.value).toBeNull();
  });

  it('stays through edits until it is gone itself', () => {
    const editor = withWire();
    editor.edit('Change value', scrub(3));
    expect(editor.selectedWire.value).toBe('mix.weight');
    editor.undo();
    editor.undo();
    expect(editor.selectedWire.value).toBeNull();
  });
});

describe('tabs', () => {
  const named = (name: string) => ({ ...emptyWorkflow(), name });
  const openNamed = (editor: ReturnType<typeof createEditor>, name: string) => {
    const workflow = named(name);
    const document = createDocument(workflow, `${name}.json`);
    editor.open(workflow, document);
    return document;
  };
  const names = (editor: ReturnType<typeof createEditor>) => editor.tabs.value.map(({ workflow }) => workflow.name);

  it('keep what was worked on, with its undo, its selection gone, and what is known of its nodes', () => {
    const editor = withNumber();
    const before = editor.document.value;
    const states = new Map([['number', { status: 'done', pictures: [], outputs: {}, warnings: [] } as const]]);
    editor.nodeStates.value = states;
    openNamed(editor, 'Opened');
    expect(editor.steps.value).toEqual({ undo: null, redo: null });
    expect(editor.nodeStates.value.size).toBe(0);
    editor.show(before);
    expect(editor.nodeStates.value).toBe(states);
    expect(editor.steps.value).toEqual({ undo: 'Add number', redo: null });
    editor.undo();
    expect(editor.workflow.value.nodes).toEqual([]);
    expect(editor.document.value).toBe(before);
  });

  it('give their place to the next where they were only looked at', () => {
    const editor = createEditor(testRegistry);
    openNamed(editor, 'One');
    editor.nodeStates.value = new Map([['n', { status: 'idle', pictures: [], outputs: {}, warnings: [] }]]);
    openNamed(editor, 'Two');
    expect(names(editor)).toEqual(['Two']);
    editor.nodeStates.value = new Map([['n', { status: 'done', pictures: [], outputs: {}, warnings: [] }]]);
    openNamed(editor, 'Three');
    expect(names(editor)).toEqual(['Two', 'Three']);
  });

  it('open after the one that is shown, move, and close to the next', () => {
    const editor = withNumber();
    const [first] = editor.tabs.value;
    const touch = () => editor.edit('Rename', (workflow) => ({ ...workflow, name: `${workflow.name}!` }));
    const two = openNamed(editor, 'Two');
    touch();
    const three = openNamed(editor, 'Three');
    touch();
    if (first) editor.show(first.document);
    const four = openNamed(editor, 'Four');
    const order = () => editor.tabs.value.map(({ document }) => document);
    expect(order()).toEqual([first?.document, four, two, three]);
    editor.moveTab(four, 3);
    expect(order()).toEqual([first?.document, two, three, four]);
    editor.show(two);
    expect(editor.close(two)?.at).toBe(1);
    expect(editor.document.value).toBe(three);
    editor.close(four);
    expect(order()).toEqual([first?.document, three]);
    expect(editor.document.value).toBe(three);
  });

  it('come back as they were, where they were', () => {
    const editor = withNumber();
    const { document } = editor.history().shown;
    openNamed(editor, 'Two');
    const closed = editor.close(document);
    if (closed) editor.openBehind(closed, closed.at);
    expect(editor.tabs.value.map((tab) => tab.document)).toEqual([document, editor.document.value]);
    editor.show(document);
    expect(editor.steps.value.undo).toBe('Add number');
  });

  it('let a hand end what it has begun before another is shown, and are not lost to one that is not open', () => {
    const editor = withNumber();
    const first = editor.document.value;
    const left: string[] = [];
    editor.onLeave(() => left.push(editor.document.value.id));
    const opened = openNamed(editor, 'Two');
    editor.show(createDocument());
    editor.edit('Rename', (workflow) => ({ ...workflow, name: 'Two!' }));
    editor.show(first);
    editor.close(first);
    expect(left).toEqual([first.id, opened.id, first.id]);
    expect(editor.openStates.value.size).toBe(1);
  });

  it('end with an empty workflow', () => {
    const editor = withNumber();
    editor.close(editor.document.value);
    expect(editor.tabs.value).toHaveLength(1);
    expect(editor.workflow.value.nodes).toEqual([]);
    expect(editor.dirty.value).toBe(false);
  });

  it('say what differs from its file, also behind others and when that is saved there', () => {
    const editor = withNumber();
    const { document, workflow } = editor.history().shown;
    openNamed(editor, 'Two');
    expect(editor.tabs.value.map(({ unsaved }) => unsaved)).toEqual([true, false]);
    document.saved.value = workflow;
    expect(editor.tabs.value.map(({ unsaved }) => unsaved)).toEqual([false, false]);
  });

  it('take what saving writes and what happens to a file, in every state of undo, behind others too', () => {
    const editor = withNumber();
    const { document } = editor.history().shown;
    openNamed(editor, 'Two');
    editor.replace(document, (workflow) => ({ ...workflow, thumbnail: 'data:,' }));
    editor.replaceThroughout(document, (workflow) => ({ ...workflow, name: 'Renamed' }));
    editor.show(document);
    expect(editor.workflow.value).toMatchObject({ name: 'Renamed', thumbnail: 'data:,' });
    editor.undo();
    expect(editor.workflow.value).toMatchObject({ name: 'Renamed', nodes: [] });
  });
});
