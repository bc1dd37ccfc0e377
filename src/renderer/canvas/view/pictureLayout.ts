import { sizes } from '../../theme/tokens.ts';
import { contains, type Point, type Rect } from './rect.ts';

/** What is known of the pictures before they are painted. */
export interface PictureShape {
  readonly width: number;
  readonly height: number;
  /** Cells of a contact sheet; 1 for a still and for an animation. */
  readonly cells: number;
}

export interface PictureLayout {
  readonly frame: Rect;
  readonly columns: number;
  readonly cells: readonly Rect[];
}

const gap = 3;

/** Columns that make the sheet about square in pixels. */
function columnsFor({ cells, width, height }: PictureShape): number {
  return Math.max(1, Math.min(cells, Math.ceil(Math.sqrt((cells * height) / width))));
}

/** Which cell of a sheet lies under a point; the first where none does. */
export function cellAt({ cells }: PictureLayout, point: Point): number {
  return Math.max(
    0,
    cells.findIndex((cell) => contains(cell, point)),
  );
}

/** A still fills the node's width; several make a contact sheet of equal cells. Aspect is kept. */
export function pictureLayout(shape: PictureShape, nodeWidth: number, top: number): PictureLayout {
  const margin = sizes.pictureMargin;
  const width = nodeWidth - 2 * margin;
  const columns = columnsFor(shape);
  const cellWidth = (width - gap * (columns - 1)) / columns;
  const cellHeight = (cellWidth * shape.height) / shape.width;
  const rows = Math.ceil(shape.cells / columns);
  const cells = Array.from({ length: shape.cells }, (_, index) => ({
    x: margin + (index % columns) * (cellWidth + gap),
    y: top + Math.floor(index / columns) * (cellHeight + gap),
    width: cellWidth,
    height: cellHeight,
  }));
  return { frame: { x: margin, y: top, width, height: rows * cellHeight + gap * (rows - 1) }, columns, cells };
}
