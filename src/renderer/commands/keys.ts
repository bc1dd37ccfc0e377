import { isMac } from '../keyboard/isMac.ts';
import type { Command } from './command.ts';

interface Pressed extends Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'> {
  /** What the key also means, by its place on keyboards without Latin letters. */
  readonly place?: string | undefined;
}

/** Signs such as `?` are typed with Shift on some keyboards and without on others: only letters ask for it. */
function shiftMatters(key: string): boolean {
  return key.length > 1 || key.toLowerCase() !== key.toUpperCase();
}

/** "Ctrl++" -> Ctrl and "+" */
function parts(keys: string): { readonly held: readonly string[]; readonly key: string } {
  const [, held = '', key = ''] = /^(?:(.*)\+)?(.+)$/.exec(keys) ?? [];
  return { held: held === '' ? [] : held.split('+'), key };
}

/** Whether a pressed key is the one that "Ctrl+Shift+Z" names. */
export function matches(keys: string, pressed: Pressed): boolean {
  const { held, key } = parts(keys);
  if (held.includes('Ctrl') !== (pressed.ctrlKey || pressed.metaKey)) return false;
  if (held.includes('Alt') !== pressed.altKey) return false;
  if (shiftMatters(key) && held.includes('Shift') !== pressed.shiftKey) return false;
  return [pressed.key, pressed.place].some((each) => each?.toLowerCase() === key.toLowerCase());
}

/** Of commands with the same keys the first answers that has something to do. */
export function findCommand(
  commands: readonly Command[],
  pressed: Pressed,
  typing: boolean,
  enabled: (command: Command) => boolean,
): Command | undefined {
  const named = commands.filter(
    (command) =>
      !command.byClipboard && (!typing || command.whileTyping) && command.keys.some((keys) => matches(keys, pressed)),
  );
  return named.find(enabled) ?? named[0];
}

const signs: Readonly<Record<string, string>> = { Delete: 'Del', Escape: 'Esc' };
const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** The keys as they are written on the keyboard, one by one. */
export function keyCaps(keys: string, mac: boolean = isMac): readonly string[] {
  const { held, key } = parts(keys);
  return [...held, key].map((each) => (mac ? macSigns[each] : undefined) ?? signs[each] ?? each);
}

export function keysText(command: Command): string {
  const [first] = command.keys;
  return first === undefined ? '' : keyCaps(first).join(isMac ? '' : '+');
}

/** The title with its keys, for tooltips. */
export function tooltip(command: Command): string {
  const keys = keysText(command);
  return keys === '' ? command.title : `${command.title} (${keys})`;
}
