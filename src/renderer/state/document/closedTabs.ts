import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { texts } from '../../text/texts.ts';
import type { Log } from '../log.ts';
import { applyRunEvents } from '../run/reduce.ts';
import type { ClosedTab, EditorStore } from './createEditor.ts';
import { sameContent, type WorkflowDocument } from './document.ts';

/** Tabs that were closed, as they were: a slip of the hand costs nothing. */
export interface ClosedTabs {
  /** Closes a tab. Of changes that are not saved it is said how they come back. */
  close(document: WorkflowDocument): void;
  /** Opens what was closed last where it was. */
  reopen(): void;
  readonly canReopen: ReadonlySignal<boolean>;
  /** What can be opened again. */
  documents(): readonly WorkflowDocument[];
}

const ENDED = { type: 'done', outcome: 'cancelled', executed: 0, cached: 0, milliseconds: 0 } as const;

/** Each holds the results of its nodes. */
const KEPT = 10;

export function createClosedTabs(editor: EditorStore, log: Log): ClosedTabs {
  const closed = signal<readonly ClosedTab[]>([]);
  const bringBack = (tab: ClosedTab) => {
    if (!closed.peek().includes(tab)) return;
    closed.value = closed.peek().filter((each) => each !== tab);
    const { document, workflow } = tab.history.shown;
    const path = document.path.peek();
    const again = editor.tabs.peek().find((each) => path !== null && each.document.path.peek() === path);
    const isAsSaved = sameContent(workflow, document.saved.peek());
    if (!again || !isAsSaved) editor.openBehind(tab, tab.at);
    editor.show(again && isAsSaved ? again.document : document);
  };
  return {
    close(document) {
      const found = editor.close(document);
      if (!found) return;
      // Its runs end with it, unheard.
      const tab = { ...found, states: applyRunEvents(found.states, [ENDED]) };
      const { workflow } = tab.history.shown;
      const isUnsaved = !sameContent(workflow, document.saved.peek());
      if (isUnsaved || workflow.nodes.length > 0) closed.value = [...closed.peek(), tab].slice(-KEPT);
      if (!isUnsaved) return;
      log.notify({
        level: 'info',
        message: texts.messages.closedUnsaved(workflow.name),
        remedy: texts.messages.closedUnsavedAbout,
        action: { label: texts.messages.reopen, run: () => bringBack(tab) },
      });
    },
    reopen() {
      const last = closed.peek().at(-1);
      if (last) bringBack(last);
    },
    documents: () => closed.peek().map(({ history }) => history.shown.document),
    canReopen: computed(() => closed.value.length > 0),
  };
}
