export type Point = readonly [number, number];

const LIMIT = 1e9;

/** A file knows no negative zero: it would come back as another. */
const withoutSign = (value: number): number => value + 0;

function bounded(value: number): number {
  return Number.isFinite(value) ? withoutSign(Math.min(LIMIT, Math.max(-LIMIT, value))) : 0;
}

/** A position or size that the file format accepts: finite and within its limits. */
export function storable(point: Point): [number, number] {
  return [bounded(point[0]), bounded(point[1])];
}

export function translate(point: Point, by: Point): [number, number] {
  return storable([point[0] + by[0], point[1] + by[1]]);
}
