import { useComputed } from '@preact/signals';
import { useApp } from '../app/context.ts';
import { command } from '../commands/commands.ts';
import { keysText } from '../commands/keys.ts';
import { Phrase } from '../components/Phrase.tsx';
import { texts } from '../text/texts.ts';

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
        {keys === '' ? (
          texts.canvas.toAddNode
        ) : (
          <Phrase text={texts.canvas.toAddNodeByKeys} parts={{ keys: <kbd>{keys}</kbd> }} />
        )}
      </p>
      <p class="muted">{texts.canvas.orDrop}</p>
    </div>
  );
}
