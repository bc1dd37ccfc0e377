import type { App } from '../app/createApp.ts';
import { isMac } from '../keyboard/isMac.ts';
import { keyParts } from '../keyboard/keyParts.ts';
import { areOfText } from '../keyboard/textKeys.ts';
import { type Command, titleOf } from './command.ts';

/** The keys that the user chose instead of those of the table, by the ids of commands. */
export type Shortcuts = Readonly<Record<string, readonly string[]>>;

/** The keys of a command: the user's own where there are some, or none where they took them away. */
export function keysOf(shortcuts: Shortcuts, { id, keys }: Pick<Command, 'id' | 'keys'>): readonly string[] {
  return shortcuts[id] ?? keys;
}

interface Pressed extends Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'> {
  /** What the key also means, by its place on keyboards without Latin letters. */
  readonly place?: string | undefined;
}

/** Signs such as `?` are typed with Shift on some keyboards and without on others: only letters ask for it. */
function shiftMatters(key: string): boolean {
  return key.length > 1 || key.toLowerCase() !== key.toUpperCase();
}

/** Whether a pressed key is the one that "Ctrl+Shift+Z" names. */
export function matches(keys: string, pressed: Pressed): boolean {
  const { held, key } = keyParts(keys);
  if (held.includes('Ctrl') !== (pressed.ctrlKey || pressed.metaKey)) return false;
  if (held.includes('Alt') !== pressed.altKey) return false;
  if (shiftMatters(key) && held.includes('Shift') !== pressed.shiftKey) return false;
  return [pressed.key, pressed.place].some((each) => each?.toLowerCase() === key.toLowerCase());
}

/** Whether two names mean the same keys. */
export function sameKeys(one: string, other: string): boolean {
  const [a, b] = [keyParts(one), keyParts(other)];
  const held = (keys: ReturnType<typeof keyParts>) =>
    keys.held
      .filter((each) => each !== 'Shift' || shiftMatters(keys.key))
      .sort()
      .join();
  return a.key.toLowerCase() === b.key.toLowerCase() && held(a) === held(b);
}

/** They go with other keys, switch something on the keyboard, or name none (UI Events, named key values). */
const nameless: ReadonlySet<string> = new Set(
  ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'Fn', 'Hyper', 'Super', 'Symbol']
    .concat('CapsLock', 'NumLock', 'ScrollLock', 'FnLock', 'SymbolLock')
    .concat('Dead', 'Compose', 'Process', 'Unidentified'),
);

/** The name of what is pressed, "Ctrl+Shift+Z"; undefined where that cannot be the keys of anything. */
export function keysPressed({ key: typed, place, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string | undefined {
  const key = place ?? typed;
  if (nameless.has(key)) return undefined;
  const held = [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey && shiftMatters(key) ? ['Shift'] : []),
  ];
  return [...held, key.length === 1 ? key.toUpperCase() : key].join('+');
}

/** Of commands with the same keys the first answers that has something to do. */
export function findCommand(
  commands: readonly Command[],
  pressed: Pressed,
  typing: boolean,
  enabled: (command: Command) => boolean,
  shortcuts: Shortcuts = {},
): Command | undefined {
  const named = commands.filter(
    (command) =>
      !command.byClipboard &&
      (!typing || command.whileTyping) &&
      keysOf(shortcuts, command).some((keys) => matches(keys, pressed) && !(typing && areOfText(keys))),
  );
  return named.find(enabled) ?? named[0];
}

/** Where the user's own keys are. */
type Chosen = Pick<App, 'preferences'>;

const signs: Readonly<Record<string, string>> = { Delete: 'Del', Escape: 'Esc', ' ': 'Space' };
const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** The keys as they are written on the keyboard, one by one. */
export function keyCaps(keys: string, mac: boolean = isMac): readonly string[] {
  const { held, key } = keyParts(keys);
  return [...held, key].map((each) => (mac ? macSigns[each] : undefined) ?? signs[each] ?? each);
}

/** The same in a line. */
export function writtenKeys(keys: string, mac: boolean = isMac): string {
  return keyCaps(keys, mac).join(mac ? '' : '+');
}

/** The first of its keys, as they are now; empty where it has none. */
export function keysText(app: Chosen, command: Command): string {
  const [first] = keysOf(app.preferences.values.value.shortcuts, command);
  return first === undefined ? '' : writtenKeys(first);
}

/** The title with its keys, for tooltips. */
export function tooltip(app: Chosen, command: Command): string {
  const keys = keysText(app, command);
  return keys === '' ? titleOf(command) : `${titleOf(command)} (${keys})`;
}
