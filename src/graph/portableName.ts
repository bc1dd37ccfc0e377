/** What file systems allow for one name: bytes of its UTF-8. */
const longestName = 255;

/** What Windows keeps for devices, whatever follows after a dot. */
const reserved = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(\.|$)/i;

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

/** What follows the last dot says the kind of the file, unless it is long; a name that begins with its only dot has none. */
export function stemAndExtension(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  const isExtension = dot > 0 && byteLength(name.slice(dot)) <= 16;
  return isExtension ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
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

/** In UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
