/** What the comment of a film begins with when it is the workflow that made it. */
export const filmKeyword = 'arcspace-workflow ';

/** Whether it is an MP4, MOV, WebM or Matroska file by what it begins with (12 bytes). */
export function isFilm(bytes: Uint8Array): boolean {
  const isMatroska = [0x1a, 0x45, 0xdf, 0xa3].every((byte, index) => bytes[index] === byte);
  return isMatroska || beginsAt(bytes, lettersOf('ftyp'), 4);
}

/**
 * The workflow that a film carries, as the text of its file; undefined when it carries none. Both kinds of files keep
 * comments as they are and in one piece, so that it is found without looking at anything else.
 */
export function workflowInFilm(bytes: Uint8Array): string | undefined {
  const keyword = lettersOf(`${filmKeyword}{`);
  const first = keyword[0] as number;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (beginsAt(bytes, keyword, at)) return jsonAt(bytes, at + filmKeyword.length);
  }
  return undefined;
}

function lettersOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function beginsAt(bytes: Uint8Array, letters: Uint8Array, at: number): boolean {
  return letters.every((letter, index) => bytes[at + index] === letter);
}

const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d];

/** The object in ASCII that begins at a place; undefined when it does not end. */
function jsonAt(bytes: Uint8Array, start: number): string | undefined {
  let depth = 0;
  let inText = false;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) inText = !inText;
    else if (!inText && byte === OPEN) depth += 1;
    else if (!inText && byte === CLOSE) depth -= 1;
    if (depth === 0) return textOf(bytes.subarray(start, at + 1));
  }
  return undefined;
}

const piece = 8192;

function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return text;
}
