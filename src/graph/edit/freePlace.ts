import type { Point } from './point.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Least distance between a node that finds its place by itself and the others. */
const GAP = 16;

function inTheWay(at: Point, box: Box, other: Box): boolean {
  return (
    at[0] < other.x + other.width + GAP &&
    other.x < at[0] + box.width + GAP &&
    at[1] < other.y + other.height + GAP &&
    other.y < at[1] + box.height + GAP
  );
}

/** How much farther a step to the side counts than one up or down: what feeds one node stands in one column. */
const SIDEWAYS = 3;

/** Places just left, right, above and below of what is in the way, in whole units. */
function pushedOut([x, y]: Point, box: Box, other: Box): Point[] {
  return [
    [Math.floor(other.x - box.width - GAP), y],
    [Math.ceil(other.x + other.width + GAP), y],
    [x, Math.floor(other.y - box.height - GAP)],
    [x, Math.ceil(other.y + other.height + GAP)],
  ];
}

/**
 * The place near its own where a box covers none of the others: the box is pushed out of whatever is in its way to all
 * four sides, nearest places first.
 */
export function freePlace(box: Box, others: readonly Box[]): Point {
  const start: Point = [box.x, box.y];
  const distance = ([x, y]: Point) => Math.hypot(SIDEWAYS * (x - box.x), y - box.y);
  const seen = new Set<string>();
  const open: Point[] = [start];
  for (let at = open.shift(); at; at = open.shift()) {
    const place = at;
    const other = others.find((each) => inTheWay(place, box, each));
    if (!other) return place;
    for (const next of pushedOut(place, box, other)) {
      const key = next.join();
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
    open.sort((one, two) => distance(one) - distance(two));
  }
  return start;
}
