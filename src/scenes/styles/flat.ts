import { type Canvas, type Coverage, crisp, paint, softened } from '../canvas.ts';
import type { Piece } from '../piece.ts';
import { grown } from '../shape.ts';
import { border, type MakeStyle, PAPER } from './style.ts';

/** Plain areas of colour, as on a printed poster. */
export const flat: MakeStyle = ({ width }) => ({
  paint: paintFlat,
  finish(canvas) {
    paint(canvas, border(width, 0.03, 0.035), PAPER, crisp(canvas));
    return canvas;
  },
});

export function paintFlat(canvas: Canvas, piece: Piece): void {
  const { shape, fill, opacity, feather = 0 } = piece;
  const edge = edgeOf(canvas, piece);
  paint(canvas, shape, fill, (distance) => edge(distance, 0, 0) * opacity, grown(shape.bounds, feather));
}

/** How a piece ends where it is painted as it is. */
export function edgeOf(canvas: Canvas, { feather }: Piece): Coverage {
  return feather === undefined ? crisp(canvas) : softened(feather);
}
