import type { Workflow } from '../../graph/workflow/schema.ts';
import type { EditorHistory, Snapshot } from './createEditor.ts';
import { createDocument, type WorkflowDocument } from './document.ts';
import type { Step } from './history.ts';

interface DocumentRecord {
  readonly id: string;
  readonly path: string | null;
  readonly origin: string | null;
  readonly saved: Workflow;
}

interface SnapshotRecord {
  readonly workflow: Workflow;
  readonly document: DocumentRecord;
}

/** The history of an editor as plain data, which shares what the history shares. */
export interface HistoryRecord {
  readonly shown: SnapshotRecord;
  readonly past: readonly Step<SnapshotRecord>[];
  readonly future: readonly Step<SnapshotRecord>[];
}

export function historyRecord({ shown, past, future }: EditorHistory): HistoryRecord {
  const recordOf = once(({ id, path, origin, saved }: WorkflowDocument): DocumentRecord => {
    return { id, origin, path: path.peek(), saved: saved.peek() };
  });
  const plain = ({ workflow, document }: Snapshot): SnapshotRecord => ({ workflow, document: recordOf(document) });
  return { shown: plain(shown), past: past.map(inStep(plain)), future: future.map(inStep(plain)) };
}

/**
 * @param open what is open: the state that the history leads to, with the file that it has now and the part of it that is visible.
 * @returns undefined where the history leads to another workflow
 */
export function historyFrom({ shown, past, future }: HistoryRecord, open: Snapshot): EditorHistory | undefined {
  if (shown.document.id !== open.document.id || shown.document.path !== open.document.path.peek()) return undefined;
  const documentOf = once(({ id, path, origin, saved }: DocumentRecord) => createDocument(saved, path, origin, id));
  const live = ({ workflow, document }: SnapshotRecord): Snapshot => ({ workflow, document: documentOf(document) });
  const { viewport } = open.workflow;
  const workflow = viewport ? { ...shown.workflow, viewport } : shown.workflow;
  return { shown: live({ ...shown, workflow }), past: past.map(inStep(live)), future: future.map(inStep(live)) };
}

const inStep =
  <From, To>(change: (state: From) => To) =>
  ({ label, before }: Step<From>): Step<To> => ({ label, before: change(before) });

/** The same answer for the same object. */
function once<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const made = new Map<From, To>();
  return (from) => {
    const known = made.get(from);
    if (known !== undefined) return known;
    const fresh = make(from);
    made.set(from, fresh);
    return fresh;
  };
}
