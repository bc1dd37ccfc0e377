export type Point = readonly [number, number];

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rectOf([x, y]: Point, [width, height]: Point): Rect {
  return { x, y, width, height };
}

export function contains(rect: Rect, [x, y]: Point): boolean {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

export function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The rectangle between two corners in any order. */
export function between([ax, ay]: Point, [bx, by]: Point): Rect {
  return { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(bx - ax), height: Math.abs(by - ay) };
}

export function shifted(rect: Rect, [x, y]: Point): Rect {
  return { x: rect.x + x, y: rect.y + y, width: rect.width, height: rect.height };
}

/** The smallest rectangle around all; undefined when there are none. */
export function around(rects: readonly Rect[]): Rect | undefined {
  const [first] = rects;
  if (!first) return undefined;
  let [left, top, right, bottom] = [first.x, first.y, first.x, first.y];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
