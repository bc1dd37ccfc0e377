import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ClosedTab, EditorStore } from './createEditor.ts';
import { sameContent, type WorkflowDocument } from './document.ts';
import type { Log } from './log.ts';

/** Tabs that were closed, as they were: a slip of the hand costs nothing. */
export interface ClosedTabs {
  /** Closes a tab. Of changes that are not saved it is said how they come back. */
  close(document: WorkflowDocument): void;
  /** Opens what was closed last where it was. */
  reopen(): void;
  readonly canReopen: ReadonlySignal<boolean>;
}

/** Each holds the results of its nodes. */
const KEPT = 10;

export function createClosedTabs(editor: EditorStore, log: Log): ClosedTabs {
  const closed = signal<readonly ClosedTab[]>([]);
  const bringBack = (tab: ClosedTab) => {
    if (!closed.peek().includes(tab)) return;
    closed.value = closed.peek().filter((each) => each !== tab);
    editor.openBehind(tab, tab.at);
    editor.show(tab.history.shown.document);
  };
  return {
    close(document) {
      const tab = editor.close(document);
      if (!tab) return;
      const { workflow } = tab.history.shown;
      const isUnsaved = !sameContent(workflow, document.saved.peek());
      if (isUnsaved || workflow.nodes.length > 0) closed.value = [...closed.peek(), tab].slice(-KEPT);
      if (!isUnsaved) return;
      log.notify({
        level: 'info',
        message: `Closed "${workflow.name}" with changes that are not saved.`,
        remedy: 'The start page keeps them under unsaved work.',
        action: { label: 'Reopen', run: () => bringBack(tab) },
      });
    },
    reopen() {
      const last = closed.peek().at(-1);
      if (last) bringBack(last);
    },
    canReopen: computed(() => closed.value.length > 0),
  };
}
