import { useComputed } from '@preact/signals';
import { useApp } from '../app/context.ts';

/** What to do with an empty canvas. */
export function EmptyCanvas() {
  const { editor } = useApp();
  const empty = useComputed(() => editor.workflow.value.nodes.length === 0).value;
  if (!empty) return null;
  return (
    <div class="empty-canvas">
      <p>
        Double click or press <kbd>Tab</kbd> to add a node.
      </p>
      <p class="muted">Or drop a workflow or a picture here.</p>
    </div>
  );
}
