import { effect } from '@preact/signals';
import type { EditorStore } from './createEditor.ts';
import { isSticky, type Log } from './log.ts';

/** Takes away what is said or counted about a node's problem once it has none: it was fixed, or the node is gone. */
export function dismissSolved(log: Log, editor: Pick<EditorStore, 'workflow' | 'nodeStates'>): () => void {
  return effect(() => {
    if (![...log.toasts.value, ...log.unseen.value].some((entry) => isSticky(entry) && entry.node !== undefined))
      return;
    const states = editor.nodeStates.value;
    const nodes = new Set(editor.workflow.value.nodes.map(({ id }) => id));
    const troubled = (id: string) => nodes.has(id) && states.get(id)?.problem !== undefined;
    log.dismiss((entry) => isSticky(entry) && entry.node !== undefined && !troubled(entry.node));
  });
}
