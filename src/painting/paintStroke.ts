import { inStretches, stopsAfter, type Work } from '../tensor/work.ts';
import { coversAll, type Stroke } from './stroke.ts';

/** In pixels, or in whatever the field has one number each for. */
export interface FieldSize {
  readonly width: number;
  readonly height: number;
}

/** A rectangle of pixels, without its right column and its lower row. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Point = readonly [x: number, y: number];

/** What is squared and compared for a pixel takes a few nanoseconds. */
const pixelsAtOnce = 2 ** 20;

/** What the strokes leave of nothing, one after the other: [height, width] flat. */
export function* paintedField(strokes: readonly Stroke[], size: FieldSize): Work<Float32Array> {
  const field = new Float32Array(size.width * size.height);
  const first = Math.max(0, strokes.findLastIndex(coversAll));
  for (const stroke of strokes.slice(first)) yield* paintStroke(field, stroke, size);
  return field;
}

/**
 * Lays a stroke over a field, [height, width] flat, in place: f becomes f + c (value - f), where the cover c falls from its opacity to 0 at the edge of
 * the brush. Crossing itself a stroke covers no more than once. At its sharpest an edge is one pixel wide.
 */
export function* paintStroke(field: Float32Array, stroke: Stroke, size: FieldSize): Work<void> {
  yield;
  const { value, opacity } = stroke;
  const lay = (index: number, cover: number) => {
    const before = field[index] as number;
    field[index] = before + cover * (value - before);
  };
  if (stroke.points.length === 0) {
    yield* inStretches(field.length, (from, to) => {
      for (let index = from; index < to; index++) lay(index, opacity);
    });
    return;
  }
  const radius = stroke.radius * Math.min(size.width, size.height);
  const full = Math.min(stroke.hardness * radius, radius - 0.5);
  const end = Math.max(radius, full + 1);
  const way = pointsOf(stroke, size);
  const box = around(way, end, size);
  const squares = yield* squaredDistances(way, end, box);
  const across = box.right - box.left;
  const isTimeToStop = stopsAfter(pixelsAtOnce);
  for (let y = box.top; y < box.bottom; y++) {
    if (isTimeToStop(across)) yield;
    for (let x = box.left; x < box.right; x++) {
      const square = squares[(y - box.top) * across + (x - box.left)] as number;
      if (square >= end * end) continue;
      lay(y * size.width + x, opacity * (1 - smoothStep((Math.sqrt(square) - full) / (end - full))));
    }
  }
}

function pointsOf({ points }: Stroke, { width, height }: FieldSize): Point[] {
  const found: Point[] = [];
  for (let index = 0; index + 1 < points.length; index += 2) {
    found.push([(points[index] as number) * width, (points[index + 1] as number) * height]);
  }
  return found;
}

/** The pixels that can lie within `reach` of the points, and of the straight lines between them. */
function around(points: readonly Point[], reach: number, { width, height }: FieldSize): Box {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (const [x, y] of points) {
    left = Math.min(left, x - reach);
    top = Math.min(top, y - reach);
    right = Math.max(right, x + reach);
    bottom = Math.max(bottom, y + reach);
  }
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
  return {
    left: within(Math.floor(left), width),
    top: within(Math.floor(top), height),
    right: within(Math.ceil(right), width),
    bottom: within(Math.ceil(bottom), height),
  };
}

/** From the middle of each pixel of the box to the nearest point of the way; beyond `reach` it may be said to be infinite. */
function* squaredDistances(way: readonly Point[], reach: number, box: Box): Work<Float32Array> {
  const across = box.right - box.left;
  const squares = new Float32Array(across * (box.bottom - box.top)).fill(Number.POSITIVE_INFINITY);
  const isTimeToStop = stopsAfter(pixelsAtOnce);
  const pieces = Math.max(1, way.length - 1);
  for (let piece = 0; piece < pieces; piece++) {
    const from = way[piece] as Point;
    const to = way[piece + 1] ?? from;
    const near = around([from, to], reach, { width: box.right, height: box.bottom });
    const [left, top] = [Math.max(box.left, near.left), Math.max(box.top, near.top)];
    const measure = squaredDistanceTo(from, to);
    for (let y = top; y < near.bottom; y++) {
      for (let x = left; x < near.right; x++) {
        const index = (y - box.top) * across + (x - box.left);
        squares[index] = Math.min(squares[index] as number, measure(x + 0.5, y + 0.5));
      }
      if (isTimeToStop(near.right - left)) yield;
    }
  }
  return squares;
}

/** From a place to the straight line between two points. */
function squaredDistanceTo([ax, ay]: Point, [bx, by]: Point): (x: number, y: number) => number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  return (x, y) => {
    const along = square === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / square;
    const t = Math.min(1, Math.max(0, along));
    return (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2;
  };
}

/** 0 below 0, 1 above 1, and 3t² - 2t³ between. */
function smoothStep(t: number): number {
  const within = Math.min(1, Math.max(0, t));
  return within * within * (3 - 2 * within);
}
