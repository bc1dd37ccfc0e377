import { measuredCache, measureText, remember } from '../paint/text.ts';
import { contains, type Point, type Rect } from '../view/rect.ts';
import { layoutMarkdown, type MarkdownLayout } from './layoutMarkdown.ts';
import { parseMarkdown } from './parseMarkdown.ts';

export type Room = Pick<Rect, 'width' | 'height'>;

/** A text in a field, as it is painted and hit: as much of it as there is room for. */
export interface MarkdownSeen extends Pick<MarkdownLayout, 'pieces' | 'grounds' | 'rules'> {
  /** Below this nothing of the text is seen. */
  readonly bottom: number;
  readonly isCut: boolean;
}

/** Room for the sign that there is more. */
export const moreHeight = 14;

const layouts = measuredCache<MarkdownLayout>();
const mostKept = 200;

function layoutOf(text: string, width: number): MarkdownLayout {
  const key = `${width}\n${text}`;
  const known = layouts.get(key);
  return known ?? remember(layouts, key, layoutMarkdown(parseMarkdown(text), width, measureText), mostKept);
}

export function markdownIn(text: string, { width, height }: Room): MarkdownSeen {
  const { pieces, grounds, rules, height: whole } = layoutOf(text, width);
  const isCut = whole > height;
  const bottom = isCut ? height - moreHeight : height;
  return {
    pieces: pieces.filter((piece) => piece.y + piece.height <= bottom),
    grounds: grounds.filter(({ y }) => y < bottom),
    rules: rules.filter(({ y }) => y < bottom),
    bottom,
    isCut,
  };
}

/** Where the link leads that is seen at a point of the field; undefined where there is none. */
export function linkAt(text: string, room: Room, at: Point): string | undefined {
  return markdownIn(text, room).pieces.find((piece) => piece.href !== undefined && contains(piece, at))?.href;
}
