import { useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { type Command, shortTitle } from '../../commands/command.ts';
import { commands, sections } from '../../commands/commands.ts';
import { keysOf, type Shortcuts, sameKeys, writtenKeys } from '../../commands/keys.ts';
import { lookUp, withKeys, withoutChoice } from '../../commands/shortcuts.ts';
import { texts } from '../../text/texts.ts';
import { ShortcutRow } from './ShortcutRow.tsx';
import { useKeyPress } from './useKeyPress.ts';

/** What is being changed, and what stands in the way. */
interface Changing {
  readonly command: Command;
  /** Whether the keys are to be another of its own, beside those that it has. */
  readonly adds: boolean;
  /** The keys that were pressed; undefined while they are waited for. */
  readonly keys?: string;
  readonly taken?: readonly Command[];
  readonly refusal?: string;
}

/** The keys of all commands, by group, and the way to change them. */
export function ShortcutsPage() {
  const { preferences } = useApp();
  const { shortcuts } = preferences.values.value;
  const [changing, setChanging] = useState<Changing | null>(null);
  const set = (to: Shortcuts) => {
    preferences.set({ shortcuts: to });
    setChanging(null);
  };
  const take = (keys: string) => {
    if (!changing) return;
    const found = lookUp(commands, shortcuts, changing.command, keys);
    if (found.kind === 'free') set(given(shortcuts, { ...changing, keys }));
    else if (found.kind === 'taken') setChanging({ ...changing, keys, taken: found.by });
    else setChanging({ ...changing, refusal: found.reason });
  };
  const isTaking = changing !== null && changing.keys === undefined;
  useKeyPress(isTaking, {
    take,
    refuse: (refusal) => setChanging(changing && { ...changing, refusal }),
    cancel: () => setChanging(null),
  });
  const isChanged = Object.keys(shortcuts).length > 0;
  return (
    <>
      <header class="shortcuts-header">
        <p class="hint">{texts.settings.shortcutsAbout(writtenKeys('Ctrl+W'))}</p>
        <button
          type="button"
          class="button"
          data-testid="shortcuts-reset"
          aria-disabled={!isChanged}
          onClick={isChanged ? () => set({}) : undefined}
        >
          {texts.settings.resetAll}
        </button>
      </header>
      {sections.map((section) => (
        <section key={section} class="settings-group">
          <h3>{texts.commands.sections[section]}</h3>
          <ul class="shortcut-list">
            {commands
              .filter((each) => each.section === section && !each.unlisted)
              .map((each) => (
                <ShortcutRow
                  key={each.id}
                  command={each}
                  shortcuts={shortcuts}
                  {...(changing?.command === each && { state: stateOf(changing) })}
                  change={() => setChanging({ command: each, adds: false })}
                  add={() => setChanging({ command: each, adds: true })}
                  cancel={() => setChanging(null)}
                  move={() => {
                    if (changing) set(given(shortcuts, changing));
                  }}
                  remove={() => set(withKeys(shortcuts, each, []))}
                  reset={() => set(withoutChoice(shortcuts, [each]))}
                />
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** The choices once a command has the keys that were pressed. */
function given(shortcuts: Shortcuts, { command, adds, keys, taken }: Changing): Shortcuts {
  if (keys === undefined) return shortcuts;
  const own = adds ? keysOf(shortcuts, command) : [];
  const isOwn = own.some((each) => sameKeys(each, keys));
  return withKeys(shortcuts, command, isOwn ? own : [...own, keys], taken);
}

/** "Ctrl+D is used by Duplicate.", or why the keys cannot be taken. */
function stateOf({ keys, adds, taken = [], refusal }: Changing) {
  if (keys === undefined) return { message: refusal ?? '', canMove: false, waits: true, adds };
  const names = texts.common.allOf(taken.map(shortTitle));
  return { message: texts.settings.isUsedBy(writtenKeys(keys), names), canMove: true, waits: false, adds };
}
