import type { Box } from '../freePlace.ts';
import type { Point } from '../point.ts';

/** What wires hold together: how large it is now, and where it stood before. */
export interface Part {
  readonly size: Point;
  readonly stood: Box;
}

/**
 * Where the parts of a workflow go: those that stood beside each other stay in one row, from left to right, and rows of
 * as many parts share their columns. Answers their top left corners, from the origin on, in the order of the parts.
 */
export function inGrid(parts: readonly Part[], gap: number): readonly Point[] {
  const places = new Map<Part, Point>();
  const rows = rowsOf(parts);
  let top = 0;
  for (const row of rows) {
    const alike = rows.filter((other) => other.length === row.length);
    let left = 0;
    for (const [column, part] of row.entries()) {
      places.set(part, [left, top]);
      left += Math.max(...alike.map((other) => other[column]?.size[0] ?? 0)) + gap;
    }
    top += Math.ceil(Math.max(...row.map(({ size }) => size[1]))) + gap;
  }
  return parts.map((part) => places.get(part) ?? [0, 0]);
}

/** From top to bottom, each from left to right. */
function rowsOf(parts: readonly Part[]): Part[][] {
  const rows: Part[][] = [];
  for (const part of [...parts].sort((one, other) => one.stood.y - other.stood.y || one.stood.x - other.stood.x)) {
    const row = rows.at(-1);
    if (row?.every((other) => stoodBeside(part.stood, other.stood))) row.push(part);
    else rows.push([part]);
  }
  return rows.map((row) => row.sort((one, other) => one.stood.x - other.stood.x));
}

/** Neither above the other, for more than half of the lower one's height. */
function stoodBeside(one: Box, other: Box): boolean {
  const isApart = one.x + one.width <= other.x || other.x + other.width <= one.x;
  const shared = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return isApart && shared > Math.min(one.height, other.height) / 2;
}
