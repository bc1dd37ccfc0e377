import { basename, dirname, join } from 'node:path';
import { fitName, portableName, stemAndExtension } from '../../graph/portableName.ts';

/** As people count: 2 before 10. The same order on every machine. */
const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function sortNaturally(names: readonly string[]): string[] {
  return [...names].sort((a, b) => naturalOrder.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** A file name that every system takes, as like `name` as possible. Never empty, never hidden. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return portableName(last.replace(/^[.\s]+/, ''));
}

/** "folder/a.png", 2 -> "folder/a-2.png". The first has no number. */
export function numbered(path: string, number: number): string {
  if (number === 1) return path;
  const [stem, extension] = stemAndExtension(basename(path));
  return join(dirname(path), fitName(stem, `-${number}${extension}`));
}

/** Two names that show alike: the signs of one may be put together where those of the other are not. */
export function sameName(one: string, other: string): boolean {
  return one.normalize('NFC') === other.normalize('NFC');
}
