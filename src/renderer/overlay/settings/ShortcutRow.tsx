import { useEffect, useRef } from 'preact/hooks';
import { type Command, titleOf } from '../../commands/command.ts';
import { keysOf, type Shortcuts, writtenKeys } from '../../commands/keys.ts';
import { isFixed } from '../../commands/shortcuts.ts';
import { Icon } from '../../components/Icon.tsx';
import { texts } from '../../text/texts.ts';
import { Keys } from './Keys.tsx';

/** What goes on while the keys of a row are changed. */
interface State {
  /** What stands in the way; empty where nothing does. */
  readonly message: string;
  /** Whether the keys can be taken from those that have them. */
  readonly canMove: boolean;
  /** Whether keys are waited for. */
  readonly waits: boolean;
  /** Whether they come beside those that there are. */
  readonly adds: boolean;
}

interface Props {
  readonly command: Command;
  readonly shortcuts: Shortcuts;
  readonly state?: State;
  change(): void;
  /** Gives the command keys beside those that it has. */
  add(): void;
  cancel(): void;
  move(): void;
  remove(): void;
  reset(): void;
}

/** All keys of a command are replaced by those that are pressed, unless these are added to them. */
function whatToPress(keys: readonly string[], adds: boolean): string {
  const { press, pressInstead } = texts.settings;
  return keys.length > 1 && !adds ? pressInstead(texts.common.allOf(keys.map((each) => writtenKeys(each)))) : press;
}

/** A command with its keys. */
export function ShortcutRow({ command, shortcuts, state, change, add, cancel, move, remove, reset }: Props) {
  const { id } = command;
  const title = titleOf(command);
  const keys = keysOf(shortcuts, command);
  // A disabled button loses the focus that pressed it.
  const [canRemove, canReset] = [keys.length > 0, shortcuts[id] !== undefined];
  const button = useRef<HTMLButtonElement>(null);
  const isChanging = state !== undefined;
  const mover = useRef<HTMLButtonElement>(null);
  const was = useRef(isChanging);
  useEffect(() => mover.current?.focus(), [state?.canMove]);
  // What had the keyboard is gone with the question.
  useEffect(() => {
    if (was.current && !isChanging) button.current?.focus();
    was.current = isChanging;
  }, [isChanging]);
  return (
    <li class="shortcut-row" data-testid={`shortcut-${id}`}>
      <span class="shortcut-title">{title}</span>
      {state?.waits ? (
        <span class="shortcut-waits" role="status" data-testid="shortcut-waits">
          {whatToPress(keys, state.adds)}
        </span>
      ) : (
        <span class="shortcut-keys">
          {keys.length === 0 ? (
            <span class="muted">{texts.settings.noKeys}</span>
          ) : (
            keys.map((each) => <Keys key={each} keys={each} />)
          )}
        </span>
      )}
      {isFixed(command) ? (
        <span class="muted">{texts.settings.cannotBeChanged}</span>
      ) : (
        <span class="shortcut-actions">
          <button
            ref={button}
            type="button"
            class="button"
            aria-label={state?.waits ? texts.settings.cancelChangeOf(title) : texts.settings.changeOf(title)}
            onClick={state?.waits ? cancel : change}
          >
            {state?.waits ? texts.common.cancel : texts.settings.change}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={texts.settings.addKeysOf(title)}
            title={texts.settings.addKeys}
            onClick={add}
          >
            <Icon name="plus" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={texts.settings.removeKeysOf(title)}
            title={texts.settings.removeKeys}
            aria-disabled={!canRemove}
            onClick={canRemove ? remove : undefined}
          >
            <Icon name="close" />
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={texts.settings.resetOf(title)}
            title={texts.common.reset}
            aria-disabled={!canReset}
            onClick={canReset ? reset : undefined}
          >
            <Icon name="reset" />
          </button>
        </span>
      )}
      {state && state.message !== '' && (
        <p class="shortcut-conflict" role="alert" data-testid="shortcut-conflict">
          <Icon name="warning" />
          <span>{state.message}</span>
          {state.canMove && (
            <>
              <button ref={mover} type="button" class="button" data-testid="shortcut-move" onClick={move}>
                {texts.settings.reassign}
              </button>
              <button type="button" class="button" onClick={cancel}>
                {texts.common.cancel}
              </button>
            </>
          )}
        </p>
      )}
    </li>
  );
}
