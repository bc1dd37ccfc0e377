import type { Colour } from './colour.ts';
import type { Bounds, Shape } from './shape.ts';

/** A picture while it is painted: three planes in 0..1. Its height is 1 in the units of a scene. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Red, then green, then blue, row by row. */
  readonly planes: Float32Array;
}

export function blankCanvas(width: number, height: number): Canvas {
  return { width, height, planes: new Float32Array(3 * width * height) };
}

/** The width of a pixel, in the units of a scene. */
export function pixelOf({ height }: Canvas): number {
  return 1 / height;
}

/** How wide the scene is. */
export function widthOf({ width, height }: Canvas): number {
  return width / height;
}

/** One colour, or one for each height. */
export type Fill = Colour | ((y: number) => Colour);

/** How much of a pixel is covered whose middle is so far from the edge: 0..1. */
export type Coverage = (distance: number, x: number, y: number) => number;

/**
 * Edges a quarter wider than a pixel: as sharp to the eye, and easier for an autoencoder than the hardest edge that there is.
 */
export function crisp(canvas: Canvas): Coverage {
  return softened(1.25 * pixelOf(canvas));
}

/** An edge that takes `width` to go from nothing to all, half of it inside. */
export function softened(width: number): Coverage {
  return (distance) => Math.min(Math.max(0.5 - distance / width, 0), 1);
}

/** Paints all pixels within `bounds` by how much of each is covered. */
export function paint(
  canvas: Canvas,
  shape: Shape,
  fill: Fill,
  coverage: Coverage,
  bounds: Bounds = shape.bounds,
): void {
  const { width, height, planes } = canvas;
  const plane = width * height;
  const pixel = pixelOf(canvas);
  const [left, right] = [first(bounds.left, height), last(bounds.right, height, width)];
  const [top, bottom] = [first(bounds.top, height), last(bounds.bottom, height, height)];
  for (let row = top; row <= bottom; row++) {
    const y = (row + 0.5) * pixel;
    const [red, green, blue] = typeof fill === 'function' ? fill(y) : fill;
    for (let column = left; column <= right; column++) {
      const x = (column + 0.5) * pixel;
      const share = coverage(shape.distance(x, y), x, y);
      if (share <= 0) continue;
      const at = row * width + column;
      blend(planes, at, red, share);
      blend(planes, at + plane, green, share);
      blend(planes, at + 2 * plane, blue, share);
    }
  }
}

function blend(plane: Float32Array, at: number, value: number, share: number): void {
  const before = plane[at] as number;
  plane[at] = before + (value - before) * share;
}

/** With a pixel more: edges are wider than one. */
function first(edge: number, pixels: number): number {
  return Math.max(0, Math.floor(edge * pixels) - 2);
}

function last(edge: number, pixels: number, count: number): number {
  return Math.min(count - 1, Math.ceil(edge * pixels) + 1);
}
