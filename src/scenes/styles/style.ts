import type { Canvas } from '../canvas.ts';
import { type Colour, rgb } from '../colour.ts';
import type { Piece } from '../piece.ts';
import { box, everything, type Shape, without } from '../shape.ts';
import type { Stage } from '../stage.ts';

/** A way to paint. */
export interface Style {
  paint(canvas: Canvas, piece: Piece): void;
  /** What is done to the whole at the end. */
  finish(canvas: Canvas): Canvas;
}

/** @param stage of the scene that is painted */
export type MakeStyle = (stage: Stage) => Style;

export const PAPER: Colour = rgb(248, 242, 228);

/** All outside a rectangle with round corners that lies so far within the scene. */
export function border(width: number, inset: number, radius: number): Shape {
  return without(everything, box(inset, inset, width - inset, 1 - inset, radius));
}
