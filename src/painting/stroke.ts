/** One stroke of a brush over a picture. Lengths are shares, so that it fits a picture of any size. */
export interface Stroke {
  /** Where the brush went: x, y, x, y, ..., 0 to 1 across and down. Without points the stroke covers everything. */
  readonly points: readonly number[];
  /** Half the width of the brush, as a share of the picture's shorter side. */
  readonly radius: number;
  /** 0 fades from the middle of the brush to its edge, 1 ends at once. */
  readonly hardness: number;
  /** What it paints: 1 is white in a mask, and 0 takes away what was there. */
  readonly value: number;
  /** How much of what was there it covers, 0 to 1. */
  readonly opacity: number;
}

/** What a stroke has where a file does not say it. */
export const usualStroke = { hardness: 0.7, opacity: 1 } as const;

/** More are refused: strokes of a file, and numbers of the points of one stroke. */
export const mostStrokes = 2000;
export const mostNumbers = 8000;

/** Whether nothing that was painted before it is left. */
export function coversAll({ points, opacity }: Stroke): boolean {
  return points.length === 0 && opacity === 1;
}

const known = new WeakMap<readonly unknown[], readonly Stroke[]>();

/** The strokes among what a file holds in their place; what is none is left out. The same list gives the same strokes. */
export function strokesIn(value: unknown): readonly Stroke[] {
  if (!Array.isArray(value)) return [];
  const found = known.get(value) ?? value.flatMap(strokeOf);
  known.set(value, found);
  return found;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function strokeOf(stroke: unknown): Stroke[] {
  if (typeof stroke !== 'object' || stroke === null) return [];
  const { points, radius, hardness, value, opacity } = { ...usualStroke, ...stroke } as Record<string, unknown>;
  const isWhole = Array.isArray(points) && points.length % 2 === 0 && points.every(isNumber);
  if (!isWhole || !isNumber(radius) || !isNumber(hardness) || !isNumber(value) || !isNumber(opacity)) return [];
  return [{ points, radius, hardness, value, opacity }];
}
