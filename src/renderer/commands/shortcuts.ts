import { texts } from '../text/texts.ts';
import { type Command, shortTitle } from './command.ts';
import { keysOf, type Shortcuts, sameKeys } from './keys.ts';

/** Keys that the browser's clipboard or the canvas itself means, which no choice changes. */
export function isFixed({ byClipboard, unlisted }: Command): boolean {
  return byClipboard === true || unlisted === true;
}

/** Keys that mean something on the canvas or in every program. */
const reserved: Readonly<Record<string, () => string>> = {
  ' ': () => texts.commands.reserved.space,
  ContextMenu: () => texts.commands.reserved.menuKey,
  'Shift+F10': () => texts.commands.reserved.shiftF10,
};

export type Finding =
  | { readonly kind: 'free' }
  /** Others have the keys, and can give them up. */
  | { readonly kind: 'taken'; readonly by: readonly Command[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Whether keys can be those of a command, and of which others they are. */
export function lookUp(commands: readonly Command[], shortcuts: Shortcuts, changed: Command, keys: string): Finding {
  const reason = Object.entries(reserved).find(([each]) => sameKeys(each, keys))?.[1]();
  if (reason !== undefined) return { kind: 'refused', reason };
  const others = commands.filter(
    (command) => command !== changed && keysOf(shortcuts, command).some((each) => sameKeys(each, keys)),
  );
  const fixed = others.find(isFixed);
  if (fixed) return { kind: 'refused', reason: texts.commands.reservedFor(shortTitle(fixed)) };
  const by = others.filter((other) => !mayShare(other, changed));
  return by.length === 0 ? { kind: 'free' } : { kind: 'taken', by };
}

/** Commands that the table gives some of the same keys wait for different things: they can share any. */
function mayShare(one: Command, other: Command): boolean {
  return one.keys.some((keys) => other.keys.some((each) => sameKeys(keys, each)));
}

/** The choices after a command was given these keys alone, and those that had them gave them up. */
export function withKeys(
  shortcuts: Shortcuts,
  command: Command,
  keys: readonly string[],
  from: readonly Command[] = [],
): Shortcuts {
  const given = from.map(
    (other) => [other.id, keysOf(shortcuts, other).filter((each) => !keys.some((key) => sameKeys(each, key)))] as const,
  );
  return withoutUsual({ ...shortcuts, ...Object.fromEntries(given), [command.id]: keys }, [command, ...from]);
}

/** What is as the table has it is no choice: a later table may have it otherwise. */
function withoutUsual(shortcuts: Shortcuts, commands: readonly Command[]): Shortcuts {
  const usual = commands.filter(({ id, keys }) => {
    const chosen = shortcuts[id];
    return chosen?.length === keys.length && chosen.every((each, at) => sameKeys(each, keys[at] ?? ''));
  });
  return withoutChoice(shortcuts, usual);
}

/** The choices without those for some commands, which have the keys of the table again. */
export function withoutChoice(shortcuts: Shortcuts, commands: readonly Pick<Command, 'id'>[]): Shortcuts {
  const dropped = new Set<string>(commands.map(({ id }) => id));
  return Object.fromEntries(Object.entries(shortcuts).filter(([id]) => !dropped.has(id)));
}
