import type { PortType } from '../../../graph/values.ts';
import type { LinkEnd } from '../../../graph/workflow/link.ts';
import type { WorkflowLink } from '../../../graph/workflow/schema.ts';
import type { Point, Rect } from './rect.ts';

/** A wire ready to be painted and hit. */
export interface WireView {
  readonly link: WorkflowLink;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly type: PortType;
  readonly start: Point;
  readonly end: Point;
  readonly bounds: Rect;
}

/** How far the tangents of a wire reach: outputs leave to the right, inputs are entered from the left. */
export function reach(start: Point, end: Point): number {
  const across = end[0] - start[0];
  const down = Math.abs(end[1] - start[1]);
  return across >= 0 ? Math.min(90, Math.max(18, across * 0.5)) : Math.min(160, 40 - across * 0.35 + down * 0.1);
}

export function wireBounds(start: Point, end: Point): Rect {
  const margin = reach(start, end) + 4;
  const x = Math.min(start[0], end[0]) - margin;
  const y = Math.min(start[1], end[1]) - 4;
  return { x, y, width: Math.abs(end[0] - start[0]) + 2 * margin, height: Math.abs(end[1] - start[1]) + 8 };
}

/** A point of the wire's cubic at t in 0..1. */
export function wirePoint(start: Point, end: Point, t: number): Point {
  const bend = reach(start, end);
  const u = 1 - t;
  const weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t] as const;
  const at = (a: number, b: number, c: number, d: number) =>
    weights[0] * a + weights[1] * b + weights[2] * c + weights[3] * d;
  return [at(start[0], start[0] + bend, end[0] - bend, end[0]), at(start[1], start[1], end[1], end[1])];
}

/** Distance of a point to the wire, by 24 chords. */
export function wireDistance(start: Point, end: Point, point: Point): number {
  let least = Number.POSITIVE_INFINITY;
  let last = start;
  for (let index = 1; index <= 24; index += 1) {
    const next = wirePoint(start, end, index / 24);
    least = Math.min(least, segmentDistance(last, next, point));
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
