import { overlap, type Rect } from './rect.ts';

export interface Standing {
  readonly id: string;
  readonly rect: Rect;
}

/** Where things stand, by squares of the graph: whether a place is free is asked of those near it, and not of thousands. */
export interface Ground {
  take(standing: Standing): void;
  /** Whether nothing stands there but what has this id. */
  isFree(rect: Rect, id: string): boolean;
}

/** Graph units: a node or two. */
const side = 400;
/** What lies on more squares than these is asked each time. */
const most = 64;

export function createGround(all: Iterable<Standing>): Ground {
  const squares = new Map<string, Standing[]>();
  const large: Standing[] = [];
  const take = (standing: Standing): void => {
    const on = squaresOf(standing.rect);
    if (!on) large.push(standing);
    for (const square of on ?? []) {
      const known = squares.get(square);
      if (known) known.push(standing);
      else squares.set(square, [standing]);
    }
  };
  for (const standing of all) take(standing);
  const everything = (): Standing[] => [...squares.values()].flat();
  return {
    take,
    isFree(rect, id) {
      const isInTheWay = (other: Standing) => other.id !== id && overlap(other.rect, rect);
      const near = squaresOf(rect);
      const nearby = near
        ? near.some((square) => squares.get(square)?.some(isInTheWay))
        : everything().some(isInTheWay);
      return !nearby && !large.some(isInTheWay);
    },
  };
}

/** The names of the squares that a rectangle touches; undefined where they are too many. */
function squaresOf({ x, y, width, height }: Rect): string[] | undefined {
  const [left, right] = [Math.floor(x / side), Math.floor((x + width) / side)];
  const [top, bottom] = [Math.floor(y / side), Math.floor((y + height) / side)];
  // Further away numbers are too far apart to be counted.
  if (![left, right, top, bottom].every(Number.isSafeInteger)) return undefined;
  if ((right - left + 1) * (bottom - top + 1) > most) return undefined;
  const names: string[] = [];
  for (let column = left; column <= right; column++)
    for (let row = top; row <= bottom; row++) names.push(`${column},${row}`);
  return names;
}
