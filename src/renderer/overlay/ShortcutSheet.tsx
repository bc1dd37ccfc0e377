import { useApp } from '../app/context.ts';
import { type Command, type CommandSection, titleOf } from '../commands/command.ts';
import { commands, sections } from '../commands/commands.ts';
import { keysOf, type Shortcuts } from '../commands/keys.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../text/texts.ts';
import { Keys } from './settings/Keys.tsx';

function Row({ command, keys }: { command: Command; keys: readonly string[] }) {
  return (
    <div class="sheet-row">
      <dt>{titleOf(command)}</dt>
      <dd>
        {keys.map((each) => (
          <Keys key={each} keys={each} />
        ))}
      </dd>
    </div>
  );
}

/** The commands of a group that have keys, with these. */
function withKeysIn(section: CommandSection, shortcuts: Shortcuts): (readonly [Command, readonly string[]])[] {
  return commands
    .filter((each) => each.section === section && !each.unlisted)
    .map((each) => [each, keysOf(shortcuts, each)] as const)
    .filter(([, keys]) => keys.length > 0);
}

export function ShortcutSheet() {
  const { ui, preferences } = useApp();
  if (!ui.sheet.value) return null;
  const { shortcuts } = preferences.values.value;
  const close = () => {
    ui.sheet.value = false;
  };
  return (
    <Dialog label={texts.shortcuts.title} class="sheet" testId="shortcuts" close={close}>
      <header class="panel-header">
        <h2>{texts.shortcuts.title}</h2>
        <span class="grow" />
        <button
          type="button"
          class="button"
          data-testid="change-shortcuts"
          onClick={() => {
            close();
            ui.settings.value = 'shortcuts';
          }}
        >
          {texts.shortcuts.change}
        </button>
        <button type="button" class="icon-button" aria-label={texts.common.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard. */}
      <section class="sheet-columns" tabIndex={0} aria-label={texts.shortcuts.byKind}>
        {sections.map((section) => (
          <section key={section}>
            <h3>{texts.commands.sections[section]}</h3>
            <dl>
              {withKeysIn(section, shortcuts).map(([each, keys]) => (
                <Row key={each.id} command={each} keys={keys} />
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{texts.shortcuts.mouseAndTouch}</h3>
          <dl>
            {texts.shortcuts.pointer.map(({ what, how }) => (
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
