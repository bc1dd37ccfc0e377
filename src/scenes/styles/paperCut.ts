import { type Canvas, crisp, paint, softened } from '../canvas.ts';
import { type Colour, lighter, rgb } from '../colour.ts';
import type { Piece } from '../piece.ts';
import { grown, moved, type Shape } from '../shape.ts';
import { paintFlat } from './flat.ts';
import { border, type MakeStyle, PAPER } from './style.ts';

const SHADOW: Colour = rgb(34, 28, 52);
/** How far a sheet throws its shadow, to the right and down. */
const THROW = [0.011, 0.017] as const;
const PENUMBRA = 0.055;

/** Sheets of coloured paper behind one another in a deep frame, lit from the left. */
export const paperCut: MakeStyle = ({ width }) => ({
  paint(canvas, piece) {
    if (piece.kind === 'body') lay(canvas, piece);
    else paintFlat(canvas, piece);
  },
  finish(canvas) {
    for (const [inset, tone] of [
      [0.075, 0.06],
      [0.04, 0],
    ] as const) {
      lay(canvas, { shape: border(width, inset, 0.05), fill: lighter(PAPER, -tone), kind: 'body', opacity: 1 });
    }
    return canvas;
  },
});

function lay(canvas: Canvas, piece: Piece): void {
  const { shape, opacity } = piece;
  const shade = softened(PENUMBRA);
  const strength = 0.42 * opacity;
  paint(
    canvas,
    moved(shape, ...THROW),
    SHADOW,
    (distance, x, y) => shade(distance, x, y) * strength,
    shadowBounds(shape),
  );
  paintFlat(canvas, piece);
  catchLight(canvas, piece);
}

function shadowBounds({ bounds }: Shape) {
  return grown(bounds, PENUMBRA);
}

/** The edge towards the light is bright: it is there where a step to the left and up leads out of the sheet. */
function catchLight(canvas: Canvas, { shape, opacity }: Piece): void {
  const edge = crisp(canvas);
  const bright = (distance: number, x: number, y: number) => {
    if (distance > 0.01 || distance < -0.03) return 0;
    const out = 1 - edge(shape.distance(x - 0.008, y - 0.012), x, y);
    return edge(distance, x, y) * out * 0.28 * opacity;
  };
  paint(canvas, shape, [1, 1, 1], bright);
}
