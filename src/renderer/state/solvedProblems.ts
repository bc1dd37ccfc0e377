import { effect } from '@preact/signals';
import type { EditorStore } from './createEditor.ts';
import { type Log, stands } from './log.ts';

/** Takes away what is said or counted about a node's problem once it has none: it was mended, or the node is gone. */
export function dismissSolved(log: Log, editor: Pick<EditorStore, 'workflow' | 'nodeStates'>): () => void {
  return effect(() => {
    if (![...log.toasts.value, ...log.unseen.value].some((entry) => stands(entry) && entry.node !== undefined)) return;
    const states = editor.nodeStates.value;
    const nodes = new Set(editor.workflow.value.nodes.map(({ id }) => id));
    const troubled = (id: string) => nodes.has(id) && states.get(id)?.problem !== undefined;
    log.dismiss((entry) => stands(entry) && entry.node !== undefined && !troubled(entry.node));
  });
}
