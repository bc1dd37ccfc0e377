import { extname } from 'node:path';

/** As people count: 2 before 10. The same order on every machine. */
const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function sortNaturally(names: readonly string[]): string[] {
  return [...names].sort((a, b) => naturalOrder.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0));
}

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name that every system takes, as like `name` as possible. Never empty, never hidden. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = [...last.normalize('NFC')]
    .map((character) => (character < ' ' || '<>:"|?*\x7f'.includes(character) ? '-' : character))
    .join('')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const extension = extname(clean).slice(0, 16);
  const stem = (extension ? clean.slice(0, -extname(clean).length) : clean).slice(0, 100).trim();
  const usable = stem === '' || reserved.test(stem) ? `file${stem && `-${stem}`}` : stem;
  return usable + extension;
}

/** "a.png", 2 -> "a-2.png". The first has no number. */
export function numbered(name: string, number: number): string {
  if (number === 1) return name;
  const extension = extname(name);
  return `${name.slice(0, name.length - extension.length)}-${number}${extension}`;
}
