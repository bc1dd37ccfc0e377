/** One stroke of a brush over a picture. Lengths are shares, so that it fits a picture of any size. */
export interface Stroke {
  /** Where the brush went: x, y, x, y, ..., 0 to 1 across and down. Without points the stroke covers everything. */
  readonly points: readonly number[];
  /** Half the width of the brush, as a share of the picture's shorter side. */
  readonly radius: number;
  /** 0 fades from the middle of the brush to its edge, 1 ends at once. */
  readonly hardness: number;
  /** What is left where it covers: 1 is white in a mask, and 0 takes away what was there. */
  readonly value: number;
}

/** The strokes among what a file holds in their place; what is none is left out. */
export function strokesIn(value: unknown): readonly Stroke[] {
  return Array.isArray(value) ? value.flatMap(strokeOf) : [];
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function strokeOf(value: unknown): Stroke[] {
  if (typeof value !== 'object' || value === null) return [];
  const { points, radius, hardness = 1, value: left } = value as Record<string, unknown>;
  const isWhole = Array.isArray(points) && points.length % 2 === 0 && points.every(isNumber);
  if (!isWhole || !isNumber(radius) || !isNumber(hardness) || !isNumber(left)) return [];
  return [{ points, radius, hardness, value: left }];
}
