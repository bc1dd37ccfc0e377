import type { Workflow } from '../../graph/workflow/schema.ts';
import type { HistoryStore, KeptHistoryRecord } from '../page/historyStore.ts';
import { newId } from '../page/newId.ts';
import type { EditorHistory, EditorStore } from './createEditor.ts';
import { sameContent } from './document.ts';
import { goneWindows } from './goneWindows.ts';
import { historyFrom, historyRecord } from './historyRecord.ts';

/** What undo and redo of this window lead to, kept in the browser over a reload. */
export interface KeptHistory {
  /** Keeps what there is now. @returns the name under which it is found again */
  keep(): string;
  /** What was kept under a name. @returns undefined where it is no longer there, or another build wrote it */
  read(id: string): Promise<KeptHistoryRecord | undefined>;
  /** Brings a history back that leads to what is shown; without it there is nothing to undo. */
  restore(record: KeptHistoryRecord): void;
  /** Forgets what closed windows left, and what this one had under another name. */
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
  let kept: { readonly id: string; readonly state: State } | undefined;

  /** Undo over a reload is a convenience: that the browser stores nothing is said where it endangers work. */
  const write = (id: string, history: EditorHistory) => {
    const value = historyRecord(history, budget());
    const bytes = [...value.past, ...value.future].reduce((sum, { change }) => sum + change.length, 0);
    store.write({ window: windowId, id, time: Date.now(), bytes, program, value }).catch(() => undefined);
  };
  return {
    keep() {
      const state = stateOf(editor.history());
      if (kept && sameState(kept.state, state)) return kept.id;
      kept = { id: newId(), state };
      write(kept.id, state.history);
      return kept.id;
    },
    async read(id) {
      const record = await store.read(windowId).catch(() => undefined);
      return record?.id === id && record.program === program ? record : undefined;
    },
    restore(record) {
      const { shown } = editor.history();
      const history = historyFrom(record.value, shown);
      if (!history) return;
      editor.restoreHistory(history);
      kept = { id: record.id, state: stateOf(editor.history()) };
    },
    async clear() {
      const [windows, open] = await Promise.all([store.windows(), openWindows()]);
      const gone = goneWindows(windows, new Set([...open, windowId]), BYTES_OF_GONE);
      await Promise.all(gone.map(store.forget));
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
