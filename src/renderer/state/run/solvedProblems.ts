import { effect } from '@preact/signals';
import type { EditorStore } from '../document/createEditor.ts';
import { isSticky, type Log, type LogEntry } from '../log.ts';

/** Takes away what is said or counted about a node's problem once it has none: it was fixed, or the node is gone. */
export function dismissSolved(log: Log, editor: Pick<EditorStore, 'document' | 'tabs' | 'openStates'>): () => void {
  return effect(() => {
    if (![...log.toasts.value, ...log.unseen.value].some((entry) => isSticky(entry) && entry.node !== undefined))
      return;
    const nodes = new Map(
      editor.tabs.value.map(({ document, workflow }) => [document, new Set(workflow.nodes.map(({ id }) => id))]),
    );
    const troubled = ({ node = '', document = editor.document.value }: LogEntry) =>
      nodes.get(document)?.has(node) && editor.openStates.value.get(document)?.get(node)?.problem !== undefined;
    log.dismiss((entry) => isSticky(entry) && entry.node !== undefined && !troubled(entry));
  });
}
