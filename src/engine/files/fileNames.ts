import { basename, dirname, extname, join } from 'node:path';

/** As people count: 2 before 10. The same order on every machine. */
const naturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function sortNaturally(names: readonly string[]): string[] {
  return [...names].sort((a, b) => naturalOrder.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** What file systems allow for one name: bytes of its UTF-8. */
const longestName = 255;

/** What Windows keeps for devices, whatever follows after a dot. */
const reserved = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)[ ]*(\.|$)/i;

/** A file name that every system takes, as like `name` as possible. Never empty, never hidden. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return portableName(last.replace(/^[.\s]+/, ''));
}

/** One part of a path as every system takes it: no signs and names that Windows refuses, no dot or space at its end. */
export function portableName(name: string): string {
  const clean = [...name.normalize('NFC')]
    .map((character) => (character < ' ' || '<>:"|?*\x7f'.includes(character) ? '-' : character))
    .join('')
    .replace(/[.\s]+$/, '');
  const usable = clean === '' || reserved.test(clean) ? `file${clean && `-${clean}`}` : clean;
  return fitName(...stemAndExtension(usable));
}

/** A stem and what follows it, the stem cut as far as it takes for the whole name to fit. */
export function fitName(stem: string, ending: string): string {
  return cut(stem, longestName - byteLength(ending)) + ending;
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

/** What follows the last dot says the kind of the file, unless it is long. */
function stemAndExtension(name: string): [stem: string, extension: string] {
  const extension = extname(name);
  return byteLength(extension) > 16 ? [name, ''] : [name.slice(0, name.length - extension.length), extension];
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The start of a text that fits into so many bytes, no sign of it halved. */
function cut(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) return text;
  let kept = '';
  let left = bytes;
  for (const { segment } of graphemes.segment(text)) {
    left -= byteLength(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept.replace(/[.\s]+$/, '');
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
