import { describe, expect, it } from 'vitest';
import { addNode, newNode } from '../../../graph/edit/addNode.ts';
import { removeNodes } from '../../../graph/edit/removeNodes.ts';
import { testRegistry } from '../../../graph/edit/testing/registry.ts';
import type { Problem } from '../../../graph/problem.ts';
import { createEditor } from '../document/createEditor.ts';
import { createLog } from '../log.ts';
import { IDLE } from './reduce.ts';
import { dismissSolved } from './solvedProblems.ts';

const problem: Problem = { code: 'broken', message: 'It broke.', place: { node: 'number' }, remedy: 'Mend it.' };

function setUp() {
  const editor = createEditor(testRegistry);
  const log = createLog();
  dismissSolved(log, editor);
  editor.edit('Add', (workflow) => addNode(workflow, newNode(workflow, { type: 'number', version: 1 }, [0, 0])));
  editor.nodeStates.value = new Map([['number', { ...IDLE, status: 'failed', problem }]]);
  log.problem(problem);
  return { editor, log, shown: () => log.toasts.value.map(({ message }) => message) };
}

describe('what is said about the problem of a node', () => {
  it('stands while the node has it', () => {
    const { editor, shown } = setUp();
    editor.nodeStates.value = new Map(editor.nodeStates.value);
    expect(shown()).toEqual(['It broke.']);
  });

  it('goes when the problem does', () => {
    const { editor, log, shown } = setUp();
    editor.nodeStates.value = new Map([['number', IDLE]]);
    expect(shown()).toEqual([]);
    expect(log.unseen.value).toEqual([]);
  });

  it('calls no more for a look at the log once it is fixed, also when it was only written down', () => {
    const { editor, log } = setUp();
    log.dismiss();
    log.note({ level: 'error', message: 'It broke again.', node: 'number' });
    expect(log.unseen.value).toHaveLength(1);
    editor.nodeStates.value = new Map([['number', IDLE]]);
    expect(log.unseen.value).toEqual([]);
  });

  it('goes with the node', () => {
    const { editor, shown } = setUp();
    editor.edit('Delete', (workflow) => removeNodes(workflow, ['number']));
    expect(shown()).toEqual([]);
  });

  it('takes nothing else along', () => {
    const { editor, log, shown } = setUp();
    log.notify({ level: 'success', message: 'Saved.' });
    expect(shown()).toEqual(['It broke.', 'Saved.']);
    editor.nodeStates.value = new Map();
    expect(shown()).toEqual(['Saved.']);
    log.notify({ level: 'error', message: 'Not saved.' });
    expect(shown()).toEqual(['Saved.', 'Not saved.']);
  });
});
