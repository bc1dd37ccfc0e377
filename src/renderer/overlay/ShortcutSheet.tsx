import { useApp } from '../app/context.ts';
import type { Command } from '../commands/command.ts';
import { commands, sections } from '../commands/commands.ts';
import { keyCaps } from '../commands/keys.ts';
import { Icon } from '../components/Icon.tsx';
import { Dialog } from './Dialog.tsx';

const pointer: readonly (readonly [string, string])[] = [
  ['Add a node', 'Double click'],
  ['Zoom', 'Wheel, or pinch'],
  ['Pan', 'Two fingers, or Space and drag'],
  ['Add a node that fits', 'Drop a wire on the canvas'],
  ['Select a wire', 'Click'],
  ['Remove or reroute a wire', 'Right click or hold'],
  ['Put a node into a wire', 'Drop it on the wire'],
  ['Take a node out of its wires', 'Shake it'],
  ['Reconnect a wire', 'Drag its end'],
  ['Move what is selected', 'Arrow keys, Shift for fine'],
  ['Snap to the grid', 'Shift while dragging'],
  ['Move without snapping', 'Ctrl while dragging'],
  ['Open a collapsed group', 'Double click'],
  ['Change a number', 'Drag, Shift for fine'],
];

function Keys({ keys }: { keys: string }) {
  return (
    <span class="keys">
      {keyCaps(keys).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}

function Row({ command }: { command: Command }) {
  return (
    <div class="sheet-row">
      <dt>{command.title}</dt>
      <dd>
        {command.keys.map((keys) => (
          <Keys key={keys} keys={keys} />
        ))}
      </dd>
    </div>
  );
}

export function ShortcutSheet() {
  const { ui } = useApp();
  if (!ui.sheet.value) return null;
  const close = () => {
    ui.sheet.value = false;
  };
  return (
    <Dialog label="Keyboard shortcuts" class="sheet" testId="shortcuts" close={close}>
      <header class="panel-header">
        <h2>Keyboard shortcuts</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard. */}
      <section class="sheet-columns" tabIndex={0} aria-label="Shortcuts by kind">
        {sections.map((section) => (
          <section key={section}>
            <h3>{section}</h3>
            <dl>
              {commands
                .filter((each) => each.section === section && each.keys.length > 0 && !each.unlisted)
                .map((each) => (
                  <Row key={each.id} command={each} />
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Mouse and touch</h3>
          <dl>
            {pointer.map(([what, how]) => (
              <div key={what} class="sheet-row">
                <dt>{what}</dt>
                <dd class="muted">{how}</dd>
              </div>
            ))}
          </dl>
        </section>
      </section>
    </Dialog>
  );
}
