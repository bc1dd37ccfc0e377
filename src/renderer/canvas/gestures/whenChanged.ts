import { computed, effect } from '@preact/signals';
import type { Editor } from '../../state/document/editor.ts';

/** Calls back when something else is on the canvas, or selected; where the window looks does not count. */
export function whenChanged(
  { workflow, selection, selectedWire, selectedGroup }: Editor,
  changed: () => void,
): () => void {
  const parts = [
    computed(() => workflow.value.nodes),
    computed(() => workflow.value.links),
    computed(() => workflow.value.groups),
    selection,
    selectedWire,
    selectedGroup,
  ];
  return effect(() => {
    for (const part of parts) part.value;
    changed();
  });
}
