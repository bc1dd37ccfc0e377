import { setGroupColor, setNodeColor } from '../../graph/edit/setColor.ts';
import { swatches } from '../../graph/workflow/swatches.ts';
import { useApp } from '../app/context.ts';
import type { App } from '../app/createApp.ts';
import { selectedIds } from '../commands/command.ts';
import type { MenuRequest } from '../state/document/editor.ts';
import { counted } from '../text/formats.ts';

const none = { name: 'No colour', color: undefined } as const;

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
    editor.edit('Colour the group', (workflow) => setGroupColor(workflow, group, color));
    return;
  }
  const ids = selectedIds(app);
  editor.edit(`Colour ${counted(ids.size, 'node')}`, (workflow) => setNodeColor(workflow, ids, color));
}

/** A row of colours for what a menu is of. */
export function Swatches({ of, done }: { of: MenuRequest['of']; done: () => void }) {
  const app = useApp();
  const shared = sharedColor(app, of);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu.
    <div class="menu-section swatches" role="group" aria-label="Colour">
      {[none, ...swatches].map(({ name, color }) => (
        <button
          key={name}
          type="button"
          role="menuitemradio"
          class={color ? 'swatch' : 'swatch swatch-none'}
          aria-checked={shared === color}
          aria-label={name}
          title={name}
          data-testid={`swatch-${name.toLowerCase().replaceAll(' ', '-')}`}
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
