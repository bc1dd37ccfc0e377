import type { Point, Rect } from './rect.ts';

type Axis = 0 | 1;

/** A line that edges or middles of what is dragged and of others lie on; across from it, from where to where. Graph units. */
export interface Guide {
  /** 0 for an upright line, at an x; 1 for a level one, at a y. */
  readonly axis: Axis;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function spanOf({ x, y, width, height }: Rect, axis: Axis): Span {
  return axis === 0 ? { start: x, end: x + width } : { start: y, end: y + height };
}

const edgesOf = ({ start, end }: Span) => [start, end];
const middleOf = ({ start, end }: Span) => (start + end) / 2;

/** How far one would have to move for an edge of it to lie on an edge of the other, or its middle on the other's. */
function waysTo(one: Span, other: Span): readonly number[] {
  const edges = edgesOf(one).flatMap((from) => edgesOf(other).map((to) => to - from));
  return [...edges, middleOf(other) - middleOf(one)];
}

/**
 * Brings what is dragged onto the nearest lines of others within reach, one of each axis, in whole units.
 * @param by how far it was dragged
 * @returns how far it goes
 */
export function aligned(start: Rect, by: Point, others: readonly Rect[], reach: number): Point {
  const along = (axis: Axis) => {
    const moved = movedSpan(start, by, axis);
    const ways = others.flatMap((other) => waysTo(moved, spanOf(other, axis)));
    const nearest = ways.reduce((best, way) => (Math.abs(way) < Math.abs(best) ? way : best), Number.POSITIVE_INFINITY);
    return Math.abs(nearest) <= reach ? Math.round(by[axis] + nearest) : by[axis];
  };
  return [along(0), along(1)];
}

function movedSpan(start: Rect, by: Point, axis: Axis): Span {
  const span = spanOf(start, axis);
  return { start: span.start + by[axis], end: span.end + by[axis] };
}

/** Middles of odd sizes lie half a unit beside the whole ones that files hold. */
const tolerance = 0.5;

/** The lines that a rectangle shares with others. */
export function guidesOf(rect: Rect, others: readonly Rect[]): readonly Guide[] {
  return ([0, 1] as const).flatMap((axis) => {
    const own = spanOf(rect, axis);
    const lines = [
      ...edgesOf(own).map((at) => ({ at, of: edgesOf })),
      { at: middleOf(own), of: (span: Span) => [middleOf(span)] },
    ];
    return lines.flatMap(({ at, of }): Guide[] => {
      const on = others.filter((other) => of(spanOf(other, axis)).some((each) => Math.abs(each - at) <= tolerance));
      if (on.length === 0) return [];
      const across = [rect, ...on].map((each) => spanOf(each, axis === 0 ? 1 : 0));
      const from = Math.min(...across.map((span) => span.start));
      return [{ axis, at, from, to: Math.max(...across.map((span) => span.end)) }];
    });
  });
}
