import { type Canvas, type Fill, paint, softened } from '../canvas.ts';
import { type Colour, darker, mix } from '../colour.ts';
import type { Piece } from '../piece.ts';
import { grown, type Shape } from '../shape.ts';
import { wave } from '../wave.ts';
import { border, type MakeStyle, PAPER } from './style.ts';

/** Thin colours that run at their edges, gather there, and let the paper through. */
export const watercolour: MakeStyle = ({ width }) => ({
  paint(canvas, piece) {
    wash(canvas, piece);
    if (piece.kind === 'body') gather(canvas, piece);
  },
  finish(canvas) {
    paint(canvas, wobbling(border(width, 0.05, 0.03), 0.011), PAPER, softened(0.022));
    return canvas;
  },
});

function wash(canvas: Canvas, { shape, fill, kind, opacity, feather }: Piece): void {
  const blur = feather ?? (kind === 'falling' ? 0.014 : 0.02);
  const edge = softened(blur);
  const strength = kind === 'backdrop' ? 1 : 0.97 * opacity;
  const runs = kind === 'falling' ? shape : wobbling(shape, 0.0045);
  const soaked = (distance: number, x: number, y: number) =>
    edge(distance, x, y) * (strength - 0.1 * opacity * blot(x, y));
  paint(canvas, runs, thinned(fill), soaked, grown(shape.bounds, blur + 0.01));
}

/** Pigment that dried along the edge. */
function gather(canvas: Canvas, { shape, fill, opacity }: Piece): void {
  const runs = wobbling(shape, 0.0045);
  const rim = (distance: number) => Math.min(Math.max(1 - Math.abs(distance + 0.012) / 0.016, 0), 1) * 0.42 * opacity;
  paint(
    canvas,
    runs,
    each(fill, (colour) => darker(colour, 0.3)),
    rim,
    grown(shape.bounds, 0.02),
  );
}

function thinned(fill: Fill): Fill {
  return each(fill, (colour) => mix(colour, PAPER, 0.2));
}

function each(fill: Fill, change: (colour: Colour) => Colour): Fill {
  return typeof fill === 'function' ? (y) => change(fill(y)) : change(fill);
}

/** How much more water was in one place than in another, 0..1. */
function blot(x: number, y: number): number {
  return 0.5 + 0.3 * wave(x * 1.4 + 0.3 * wave(y * 1.1)) * wave(y * 1.3 + 0.3) + 0.2 * wave(x * 2.6 + y * 0.8 + 0.1);
}

function wobbling({ distance, bounds }: Shape, by: number): Shape {
  return {
    bounds,
    distance: (x, y) =>
      distance(x + by * wave(3.1 * y + 0.4 * wave(1.7 * x)), y + by * wave(3.7 * x + 0.4 * wave(1.3 * y))),
  };
}
