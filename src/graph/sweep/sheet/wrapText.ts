/** Width of a text in pixels. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** How long lines may be (pixels), and how many there may be. */
export interface Room {
  readonly width: number;
  readonly lines: number;
}

/** A text in lines that fit, broken between words, and within one that is longer than a line. What does not fit ends in "…". */
export function wrapText(text: string, { width, lines }: Room, measure: (text: string) => number): string[] {
  const fits = (line: string): boolean => measure(line) <= width;
  const all = text.split(/\s+/).flatMap((word) => broken(word, fits));
  const wrapped: string[] = [];
  for (const word of all) {
    const longer = wrapped.length === 0 ? word : `${wrapped.at(-1)} ${word}`;
    if (wrapped.length > 0 && fits(longer)) wrapped[wrapped.length - 1] = longer;
    else wrapped.push(word);
  }
  if (wrapped.length <= lines) return wrapped;
  return [...wrapped.slice(0, lines - 1), shortened(wrapped[lines - 1] ?? '', fits)];
}

/** A word in pieces that fit; a single sign counts as fitting. */
function broken(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const sign of word) {
    if (piece !== '' && !fits(piece + sign)) {
      pieces.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...pieces, piece];
}

function shortened(line: string, fits: (line: string) => boolean): string {
  const signs = [...line];
  while (signs.length > 0 && !fits(`${signs.join('')}…`)) signs.pop();
  return `${signs.join('')}…`;
}
