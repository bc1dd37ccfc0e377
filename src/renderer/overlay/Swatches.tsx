import { setGroupColor, setNodeColor } from '../../graph/edit/setColor.ts';
import { swatches } from '../../graph/workflow/swatches.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { selectedIds } from '../commands/command.ts';
import type { MenuRequest } from '../state/document/editor.ts';
import { texts } from '../text/texts.ts';

/** The colour that all have which the menu is of; null where they differ. */
function sharedColor({ editor }: App, of: MenuRequest['of']): string | undefined | null {
  const { nodes, groups } = editor.workflow.value;
  const things =
    of === 'group'
      ? groups.filter(({ id }) => id === editor.selectedGroup.value)
      : nodes.filter(({ id }) => editor.selection.value.has(id));
  const [first, ...others] = new Set(things.map(({ color }) => color));
  return others.length > 0 ? null : first;
}

function setColor(app: App, of: MenuRequest['of'], color: string | undefined): void {
  const { editor } = app;
  const group = editor.selectedGroup.peek();
  if (of === 'group' && group !== null) {
    editor.edit(texts.menu.colourGroup, (workflow) => setGroupColor(workflow, group, color));
    return;
  }
  const ids = selectedIds(app);
  editor.edit(texts.menu.colourNodes(ids.size), (workflow) => setNodeColor(workflow, ids, color));
}

/** A row of colours for what a menu is of. */
export function Swatches({ of, done }: { of: MenuRequest['of']; done: () => void }) {
  const app = useApp();
  const shared = sharedColor(app, of);
  const none = { name: texts.menu.noColour, color: undefined };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu.
    <div class="menu-section swatches" role="group" aria-label={texts.menu.colour}>
      {[none, ...swatches].map(({ name, color }) => (
        <button
          key={name}
          type="button"
          role="menuitemradio"
          class={color ? 'swatch' : 'swatch swatch-none'}
          aria-checked={shared === color}
          aria-label={name}
          title={name}
          data-testid={`swatch-${(color ? name : 'no colour').toLowerCase().replaceAll(' ', '-')}`}
          style={color && { background: color }}
          onClick={() => {
            done();
            setColor(app, of, color);
          }}
        />
      ))}
    </div>
  );
}
