import { useComputed } from '@preact/signals';
import { useApp } from '../app/context.ts';
import { command } from '../commands/commands.ts';
import { keysText } from '../commands/keys.ts';

/** What to do with an empty canvas. */
export function EmptyCanvas() {
  const app = useApp();
  const { editor } = app;
  const empty = useComputed(() => editor.workflow.value.nodes.length === 0).value;
  if (!empty) return null;
  const keys = keysText(app, command('palette'));
  return (
    <div class="empty-canvas">
      <p>
        Double click
        {keys !== '' && (
          <>
            {' '}
            or press <kbd>{keys}</kbd>
          </>
        )}{' '}
        to add a node.
      </p>
      <p class="muted">Or drop a workflow or a picture here.</p>
    </div>
  );
}
