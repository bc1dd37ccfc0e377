import { type Canvas, crisp, type Fill, paint, softened } from '../canvas.ts';
import { type Colour, luminance, mix, rgb } from '../colour.ts';
import type { Piece } from '../piece.ts';
import { grown, outlineOf } from '../shape.ts';
import { edgeOf } from './flat.ts';
import { border, type MakeStyle, PAPER } from './style.ts';

const INK = rgb(52, 46, 62);
/** How wide lines are: two pixels and a half of a picture of 128. */
const LINE = 0.0195;
const THIN_LINE = 0.0125;

/** Lines of a broad pen over a thin wash, darker areas hatched. */
export const ink: MakeStyle = ({ width }) => ({
  paint(canvas, piece) {
    const washed = { ...piece, fill: washOf(piece) };
    wash(canvas, washed);
    if (piece.kind === 'body' || piece.kind === 'detail') {
      hatch(canvas, piece);
      draw(canvas, piece);
    }
  },
  finish(canvas) {
    paint(canvas, border(width, 0.045, 0.02), PAPER, softened(0.03));
    return canvas;
  },
});

function washOf({ fill, kind }: Piece): Fill {
  const share = kind === 'falling' ? 0.35 : 0.52;
  const thinned = (colour: Colour) => mix(PAPER, colour, share);
  return typeof fill === 'function' ? (y) => thinned(fill(y)) : thinned(fill);
}

function wash(canvas: Canvas, piece: Piece): void {
  const { shape, fill, opacity, feather = 0 } = piece;
  const edge = edgeOf(canvas, piece);
  paint(canvas, shape, fill, (distance) => edge(distance, 0, 0) * opacity, grown(shape.bounds, feather));
}

/** Diagonal strokes, each eighth of a picture of 128 pixels' height in sixteen: they repeat with eight pixels. */
function hatch(canvas: Canvas, { shape, fill, opacity }: Piece): void {
  const bright = luminance(typeof fill === 'function' ? fill(1) : fill);
  const tone = Math.min(Math.max((0.6 - bright) * 1.3, 0), 0.42) * opacity;
  if (tone === 0) return;
  const edge = crisp(canvas);
  paint(canvas, shape, INK, (distance, x, y) => (distance > 0.01 ? 0 : edge(distance, x, y) * stroke(x + y) * tone));
}

const HATCH = 1 / 16;

function stroke(place: number): number {
  const part = place / HATCH - Math.floor(place / HATCH);
  return Math.min(Math.max((0.3 - Math.abs(part - 0.5)) * 5, 0), 1);
}

function draw(canvas: Canvas, { shape, kind, opacity }: Piece): void {
  const edge = crisp(canvas);
  const line = outlineOf(shape, kind === 'body' ? LINE : THIN_LINE);
  const strength = (kind === 'body' ? 0.92 : 0.5) * opacity;
  paint(canvas, line, INK, (distance, x, y) => edge(distance, x, y) * strength);
}
