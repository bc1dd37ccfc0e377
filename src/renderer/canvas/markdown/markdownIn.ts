import { measureText } from '../paint/text.ts';
import { contains, type Point } from '../view/rect.ts';
import { layoutMarkdown, type MarkdownLayout } from './layoutMarkdown.ts';
import { parseMarkdown } from './parseMarkdown.ts';

/** A text in a column, as it is painted and hit. */
export function markdownIn(text: string, width: number): MarkdownLayout {
  return layoutMarkdown(parseMarkdown(text), width, measureText);
}

/** Where the link leads that stands at a point of the column; undefined where there is none. */
export function linkAt(text: string, width: number, at: Point): string | undefined {
  return markdownIn(text, width).pieces.find((piece) => piece.href !== undefined && contains(piece, at))?.href;
}
