import { type } from '../paint/text.ts';
import type { Rect } from '../view/rect.ts';
import { beginningOf } from './beginningOf.ts';
import type { Run } from './parseMarkdown.ts';

/** How wide a text is. */
export type Measure = (font: string, text: string) => number;

/** A stretch of a line in one style; places from the top left corner of the whole. */
export interface Piece extends Rect {
  readonly text: string;
  readonly font: string;
  readonly look: 'text' | 'quiet' | 'code' | 'link';
  readonly struck: boolean;
  readonly href: string | undefined;
}

export interface Laid {
  readonly pieces: readonly Piece[];
  readonly height: number;
}

export interface Size {
  readonly font: string;
  readonly lineHeight: number;
}

/** A word with the space after it, in its style. */
interface Word {
  readonly text: string;
  readonly run: Run;
  readonly font: string;
}

/** Runs of text, wrapped between words; a word that is wider than the column is cut. */
export function flowText(runs: readonly Run[], column: Rect, size: Size, measure: Measure): Laid {
  const words = runs.flatMap((run) => wordsOf(run, size)).flatMap((word) => cutToFit(word, column.width, measure));
  const lines = linesOf(words, column.width, measure);
  const pieces = lines.flatMap((line, index) => {
    let x = column.x;
    return stretchesOf(line).map(({ text, run, font }): Piece => {
      const width = measure(font, text);
      const place = { x, y: column.y + index * size.lineHeight, width, height: size.lineHeight };
      x += width;
      return { ...place, text, font, look: lookOf(run), struck: run.struck ?? false, href: run.href };
    });
  });
  return { pieces, height: lines.length * size.lineHeight };
}

function wordsOf(run: Run, size: Size): readonly Word[] {
  const font = fontOf(run, size);
  return (run.text.match(/\n|[^\S\n]+|\S+[^\S\n]*/g) ?? []).map((text) => ({ text, run, font }));
}

function fontOf({ bold, italic, code }: Run, { font }: Size): string {
  if (code) return type.value;
  const weighted = bold ? font.replace(/^\d+/, '600') : font;
  return italic ? `italic ${weighted}` : weighted;
}

function lookOf(run: Run): Piece['look'] {
  if (run.href !== undefined) return 'link';
  return run.code ? 'code' : 'text';
}

/** No word is longer on the screen than this: what is left of it is looked at as if it were the next one. */
const longestWord = 400;

function cutToFit(word: Word, room: number, measure: Measure): readonly Word[] {
  const parts: Word[] = [];
  let rest = word.text;
  while (rest.length > 1 && (rest.length > longestWord || measure(word.font, rest.trimEnd()) > room)) {
    const part = fittingPart(beginningOf(rest, longestWord), room, (text) => measure(word.font, text));
    parts.push({ ...word, text: part });
    rest = rest.slice(part.length);
  }
  return [...parts, { ...word, text: rest }];
}

const characters = new Intl.Segmenter();

/** What people see as one character stays whole. At least one is taken: otherwise a narrow column would have no end. */
function fittingPart(text: string, room: number, widthOf: (part: string) => number): string {
  const ends = Array.from(characters.segment(text), ({ index, segment }) => index + segment.length);
  const upTo = (count: number) => text.slice(0, ends[count - 1]);
  let [fits, over] = [1, ends.length + 1];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (widthOf(upTo(middle)) <= room) fits = middle;
    else over = middle;
  }
  return upTo(fits);
}

function linesOf(words: readonly Word[], room: number, measure: Measure): readonly (readonly Word[])[] {
  const lines: Word[][] = [[]];
  let x = 0;
  for (const [index, word] of words.entries()) {
    const isBreak = word.text === '\n';
    const begins = isBreakable(words[index - 1]);
    const width = begins ? widthTogether(words, index, measure) : measure(word.font, word.text.trimEnd());
    // What hangs together stays so, unless it is wider than a line.
    const fits = x + (width > room ? measure(word.font, word.text.trimEnd()) : width) <= room;
    if (isBreak || (x > 0 && !fits)) {
      lines.push([]);
      x = 0;
    }
    if (isBreak || (x === 0 && word.text.trim() === '')) continue;
    lines.at(-1)?.push(word);
    x += measure(word.font, word.text);
  }
  return lines;
}

/** Whether a line may end after a word: a full stop behind a bold word, say, stays with it. */
function isBreakable(word: Word | undefined): boolean {
  return word === undefined || /\s$/.test(word.text);
}

/** Of a word and all that follow it without a space. */
function widthTogether(words: readonly Word[], from: number, measure: Measure): number {
  let width = 0;
  for (let index = from; index < words.length; index++) {
    const word = words[index] as Word;
    if (index > from && (isBreakable(words[index - 1]) || word.text === '\n')) break;
    width += measure(word.font, word.text.trimEnd());
  }
  return width;
}

/** Words of one run beside each other, as one. */
function stretchesOf(line: readonly Word[]): readonly Word[] {
  const stretches: Word[] = [];
  for (const word of line) {
    const last = stretches.at(-1);
    if (last?.run === word.run) stretches[stretches.length - 1] = { ...last, text: last.text + word.text };
    else stretches.push(word);
  }
  return stretches;
}
