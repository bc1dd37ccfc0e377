import type { Point, Rect } from './rect.ts';

/** A cubic Bézier curve: its ends, and between them what it bends towards. */
export type Cubic = readonly [from: Point, bend: Point, bend: Point, to: Point];

/** Curves that follow each other. */
export type WirePath = readonly Cubic[];

/** How far the tangents of a wire reach: outputs leave to the right, inputs are entered from the left. */
export function reach(start: Point, end: Point): number {
  const across = end[0] - start[0];
  const down = Math.abs(end[1] - start[1]);
  return across >= 0 ? Math.min(90, Math.max(18, across * 0.5)) : Math.min(160, 40 - across * 0.35 + down * 0.1);
}

/** The way that looks at nothing else. */
export function plainPath(start: Point, end: Point): WirePath {
  return [level(start, end, reach(start, end))];
}

/** A curve that is level at both of its ends. */
export function level(start: Point, end: Point, bend: number): Cubic {
  return [start, [start[0] + bend, start[1]], [end[0] - bend, end[1]], end];
}

/** A point at t in 0..1, each curve taking its share. */
export function pointOn(path: WirePath, t: number): Point {
  const at = Math.min(path.length - 1, Math.floor(t * path.length));
  const curve = path[at];
  return curve ? onCubic(curve, t * path.length - at) : [0, 0];
}

function onCubic([a, b, c, d]: Cubic, t: number): Point {
  const u = 1 - t;
  const weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t] as const;
  const along = (axis: 0 | 1) =>
    weights[0] * a[axis] + weights[1] * b[axis] + weights[2] * c[axis] + weights[3] * d[axis];
  return [along(0), along(1)];
}

/** Its points, evenly in t, both ends included. */
export function samples(path: WirePath, ofEach: number): Point[] {
  const points = path.slice(0, 1).map(([from]) => from);
  for (const curve of path) for (let step = 1; step <= ofEach; step++) points.push(onCubic(curve, step / ofEach));
  return points;
}

/** Distance of a point to the path, by 24 chords of each curve. */
export function distanceTo(path: WirePath, point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  let last: Point | undefined;
  for (const next of samples(path, 24)) {
    if (last) least = Math.min(least, segmentDistance(last, next, point));
    last = next;
  }
  return least;
}

function segmentDistance(a: Point, b: Point, p: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const along = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/** Between the path and the edge of its bounds. */
const margin = 4;

/** A rectangle that the whole path lies in: a curve lies within what spans it. */
export function boundsOf(path: WirePath): Rect {
  const [xs, ys] = ([0, 1] as const).map((axis) => path.flatMap((curve) => curve.map((point) => point[axis])));
  const [left, top] = [Math.min(...(xs ?? [])) - margin, Math.min(...(ys ?? [])) - margin];
  return {
    x: left,
    y: top,
    width: Math.max(...(xs ?? [])) + margin - left,
    height: Math.max(...(ys ?? [])) + margin - top,
  };
}
