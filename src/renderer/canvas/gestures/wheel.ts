import type { Point } from '../view/rect.ts';
import { pan, type Viewport, zoomAt } from '../view/viewport.ts';

export type WheelEventLike = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;
export type WheelMeaning = 'zoom' | 'pan';

const lineHeight = 33;

/**
 * A wheel turns in whole clicks along one axis and zooms; two fingers slide by small or broken amounts, often askew,
 * and pan. Pinching arrives as a wheel with ctrl.
 */
export function wheelMeaning(event: WheelEventLike): WheelMeaning {
  if (event.ctrlKey || event.metaKey) return 'zoom';
  if (event.shiftKey || event.deltaX !== 0) return 'pan';
  if (event.deltaMode !== 0) return 'zoom';
  return Number.isInteger(event.deltaY) && Math.abs(event.deltaY) >= 40 ? 'zoom' : 'pan';
}

export function applyWheel(view: Viewport, event: WheelEventLike, at: Point, meaning: WheelMeaning): Viewport {
  const unit = event.deltaMode === 0 ? 1 : lineHeight;
  const [x, y] = [event.deltaX * unit, event.deltaY * unit];
  if (meaning === 'pan') return pan(view, event.shiftKey && x === 0 ? [-y, 0] : [-x, -y]);
  const speed = (event.ctrlKey || event.metaKey) && Math.abs(y) < 40 ? 0.01 : 0.0016;
  return zoomAt(view, at, Math.exp(-y * speed));
}
