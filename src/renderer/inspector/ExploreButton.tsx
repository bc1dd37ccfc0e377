import type { WorkflowNode } from '../../graph/workflow/schema.ts';
import { useApp } from '../app/context.ts';
import { command } from '../commands/commands.ts';
import { tooltip } from '../commands/keys.ts';
import { Icon } from '../components/Icon.tsx';
import { instrumentAt } from '../explorer/explored.ts';
import { paintingOf } from '../explorer/painting/paintedOver.ts';
import { texts } from '../text/texts.ts';

/** Opens the Explorer at a node that has something to move. */
export function ExploreButton({ node }: { readonly node: WorkflowNode }) {
  const app = useApp();
  const { editor, ui } = app;
  const moved = instrumentAt(editor.level.value, node);
  if (moved === undefined) return null;
  const entry = editor.registry.get(editor.level.value.root.nodes.find(({ id }) => id === moved)?.type ?? '');
  const isPainted = entry && paintingOf(entry) !== undefined;
  return (
    <button
      type="button"
      class="button"
      data-testid="explore"
      title={tooltip(app, command('explore'))}
      onClick={() => {
        ui.explorer.value = moved;
      }}
    >
      <Icon name={isPainted ? 'brush' : 'explore'} />
      {isPainted ? texts.inspector.paint : texts.inspector.explore}
    </button>
  );
}
