import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { HistoryStore, KeptHistoryRecord } from '../../page/historyStore.ts';
import { newId } from '../../page/newId.ts';
import type { EditorStore } from '../document/createEditor.ts';
import { sameContent, type WorkflowDocument } from '../document/document.ts';
import type { EditorHistory } from '../document/editorHistory.ts';
import { historyFrom, historyRecord } from '../document/historyRecord.ts';
import { goneWindows } from './goneWindows.ts';

/** What undo and redo of the workflows of this window lead to, kept in the browser over a reload. */
export interface KeptHistory {
  /** Keeps what there is now of a workflow that is open. @returns the name under which it is found again */
  keep(document: WorkflowDocument): string;
  /** What was kept of a workflow under a name. @returns undefined where it is no longer there, or another build wrote it */
  read(document: string, id: string): Promise<KeptHistoryRecord | undefined>;
  /** Brings a history back that leads to a workflow that is open; without it there is nothing to undo. */
  restore(document: WorkflowDocument, record: KeptHistoryRecord): void;
  /** Forgets what closed windows left, and what this one keeps of workflows that are not open any more. */
  clear(): Promise<void>;
}

interface Dependencies {
  readonly windowId: string;
  readonly store: HistoryStore;
  readonly editor: EditorStore;
  readonly openWindows: () => Promise<ReadonlySet<string>>;
  /** Names the build of the program. */
  readonly program: string;
  /** Characters of all steps. */
  readonly budget?: () => number;
}

const BYTES = 8 * 1024 * 1024;
/** Of windows that are gone: the browser may bring a tab back. */
const BYTES_OF_GONE = 32 * 1024 * 1024;

export function createKeptHistory(dependencies: Dependencies): KeptHistory {
  const { windowId, store, editor, openWindows, program, budget = () => BYTES } = dependencies;
  const kept = new Map<string, { readonly id: string; readonly state: State }>();

  /** Undo over a reload is a convenience: that the browser stores nothing is said where it endangers work. */
  const write = (id: string, history: EditorHistory) => {
    const value = historyRecord(history, budget());
    const bytes = [...value.past, ...value.future].reduce((sum, { change }) => sum + change.length, 0);
    const { id: document } = history.shown.document;
    const record = { window: windowId, document, id, time: Date.now(), bytes, program, value };
    store.write(record).catch(() => undefined);
  };
  return {
    keep(document) {
      const state = stateOf(editor.history(document));
      const before = kept.get(document.id);
      if (before && sameState(before.state, state)) return before.id;
      const id = newId();
      kept.set(document.id, { id, state });
      write(id, state.history);
      return id;
    },
    async read(document, id) {
      const record = await store.read(windowId, document).catch(() => undefined);
      return record?.id === id && record.program === program ? record : undefined;
    },
    restore(document, record) {
      const found = historyFrom(record.value, editor.history(document).shown);
      if (!found) return;
      if (found.saved) document.saved.value = found.saved;
      editor.restoreHistory(found.history);
      kept.set(document.id, { id: record.id, state: stateOf(editor.history(document)) });
    },
    async clear() {
      const [windows, open] = await Promise.all([store.windows(), openWindows()]);
      const gone = goneWindows(windows, new Set([...open, windowId]), BYTES_OF_GONE);
      const own = new Set(editor.tabs.peek().map(({ document }) => document.id));
      await Promise.all([store.keepOnly(windowId, own), ...gone.map(store.forget)]);
    },
  };
}

/** What is kept: of the file, where it is and what is in it, which saving changes. */
interface State {
  readonly history: EditorHistory;
  readonly path: string | null;
  readonly saved: Workflow;
}

function stateOf(history: EditorHistory): State {
  const { path, saved } = history.shown.document;
  return { history, path: path.peek(), saved: saved.peek() };
}

/** Equal but for where the window looks. */
function sameState(one: State, other: State): boolean {
  return (
    one.path === other.path &&
    one.saved === other.saved &&
    one.history.shown.document === other.history.shown.document &&
    sameContent(one.history.shown.workflow, other.history.shown.workflow) &&
    sameSteps(one.history.past, other.history.past) &&
    sameSteps(one.history.future, other.history.future)
  );
}

function sameSteps(one: readonly object[], other: readonly object[]): boolean {
  return one.length === other.length && one.at(-1) === other.at(-1);
}
