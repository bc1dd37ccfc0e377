import type { Rect } from '../canvas/view/rect.ts';

type Size = Pick<Rect, 'width' | 'height'>;

/** Between what is pointed at and the bubble, and between the bubble and the edge of the window. CSS pixels. */
const gap = 12;

/**
 * Where a bubble stands that points at something: under it where there is room, else over it, else beside it; always within
 * the window.
 */
export function beside(target: Rect, bubble: Size, window: Size): readonly [x: number, y: number] {
  const middle = target.x + target.width / 2 - bubble.width / 2;
  const x = within(middle, window.width - bubble.width);
  const under = target.y + target.height + gap;
  if (under + bubble.height + gap <= window.height) return [x, under];
  const over = target.y - gap - bubble.height;
  if (over >= gap) return [x, over];
  const right = target.x + target.width + gap;
  const fitsRight = right + bubble.width + gap <= window.width;
  const sideways = fitsRight ? right : target.x - gap - bubble.width;
  return [within(sideways, window.width - bubble.width), within(target.y, window.height - bubble.height)];
}

function within(value: number, most: number): number {
  return Math.max(gap, Math.min(value, most - gap));
}
