import { type } from '../paint/text.ts';
import type { Rect } from '../view/rect.ts';
import { flowText, type Laid, type Measure, type Piece, type Size } from './flowText.ts';
import type { Block } from './parseMarkdown.ts';

/** Where everything of a text stands; lengths in graph units from its top left corner. */
export interface MarkdownLayout {
  readonly pieces: readonly Piece[];
  /** Behind code. */
  readonly grounds: readonly Rect[];
  /** Lines across. */
  readonly rules: readonly Rect[];
  readonly height: number;
}

const body: Size = { font: type.label, lineHeight: 17 };
const code: Size = { font: type.value, lineHeight: 16 };
const smallHeading: Size = { font: headingFont(13), lineHeight: 19 };
const headings: readonly Size[] = [
  { font: headingFont(17), lineHeight: 24 },
  { font: headingFont(15), lineHeight: 21 },
];

const indentWidth = 16;
/** Deeper than this nothing moves further to the right: there would be no room left. */
const widestIndent = 5;
const gap = 8;
const codePadding = 6;

function headingFont(size: number): string {
  return type.title.replace('12px', `${size}px`);
}

/** Puts blocks below each other in a column. */
export function layoutMarkdown(blocks: readonly Block[], width: number, measure: Measure): MarkdownLayout {
  const layout = { pieces: [] as Piece[], grounds: [] as Rect[], rules: [] as Rect[] };
  let y = 0;
  for (const [index, block] of blocks.entries()) {
    if (index > 0 && !followsClosely(block)) y += gap;
    const x = Math.min(block.indent, widestIndent) * indentWidth;
    const column = { x, y, width: Math.max(1, width - x), height: 0 };
    const { pieces, height } = layBlock(block, column, measure);
    layout.pieces.push(...pieces);
    if (block.kind === 'code') layout.grounds.push({ ...column, height });
    if (block.kind === 'rule') layout.rules.push({ ...column, height: 1 });
    y += height;
  }
  return { ...layout, height: y };
}

function followsClosely(block: Block): boolean {
  return block.kind === 'paragraph' && block.isClose;
}

function layBlock(block: Block, column: Rect, measure: Measure): Laid {
  switch (block.kind) {
    case 'rule':
      return { pieces: [], height: 1 };
    case 'code':
      return layCode(block.lines, column, measure);
    case 'heading':
      return flowText(block.runs, column, headings[block.level - 1] ?? smallHeading, measure);
    case 'paragraph': {
      const { pieces, height } = flowText(block.runs, column, body, measure);
      const marker = block.marker === undefined ? [] : [layMarker(block.marker, column, measure)];
      return { pieces: [...marker, ...pieces], height };
    }
  }
}

const plain = { struck: false, href: undefined } as const;

/** Before the column. */
function layMarker(text: string, { x, y }: Rect, measure: Measure): Piece {
  const { font, lineHeight } = body;
  const width = measure(font, text);
  return { ...plain, text, font, look: 'quiet', x: Math.max(0, x - 5 - width), y, width, height: lineHeight };
}

/** Lines of code are not wrapped: they are cut where the node ends. */
function layCode(lines: readonly string[], { x, y }: Rect, measure: Measure): Laid {
  const { font, lineHeight } = code;
  const pieces = lines.map((text, index): Piece => {
    const top = y + codePadding + index * lineHeight;
    return {
      ...plain,
      text,
      font,
      look: 'code',
      x: x + codePadding,
      y: top,
      width: measure(font, text),
      height: lineHeight,
    };
  });
  return { pieces, height: lines.length * lineHeight + 2 * codePadding };
}
