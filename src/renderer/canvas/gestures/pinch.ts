import type { Stage } from '../stage.ts';
import type { Point } from '../view/rect.ts';
import { pan, type Viewport, zoomAt } from '../view/viewport.ts';

type Fingers = readonly [Point, Point];

const middle = ([[ax, ay], [bx, by]]: Fingers): Point => [(ax + bx) / 2, (ay + by) / 2];
const apart = ([[ax, ay], [bx, by]]: Fingers): number => Math.max(1, Math.hypot(ax - bx, ay - by));

/** Where the window looks when two fingers have moved: what lay between them still does. */
export function pinched(view: Viewport, from: Fingers, to: Fingers): Viewport {
  const [before, after] = [middle(from), middle(to)];
  const zoomed = zoomAt(view, before, apart(to) / apart(from));
  return pan(zoomed, [after[0] - before[0], after[1] - before[1]]);
}

/** Follows the fingers on the canvas. Each of its functions says whether an event is none of a single pointer's. */
export interface Pinch {
  press(event: PointerEvent): boolean;
  move(event: PointerEvent): boolean;
  release(event: PointerEvent): boolean;
}

/** What fingers are on: where it looks, and where an event is on it. */
export type Pinched = Pick<Stage, 'viewport' | 'look' | 'at'>;

/** Two fingers zoom at their middle and pan. Once there were two, the one that is left does nothing until it is lifted. */
export function createPinch(stage: Pinched): Pinch {
  const fingers = new Map<number, Point>();
  let began: { readonly view: Viewport; readonly fingers: Fingers } | undefined;
  let several = false;

  const two = (): Fingers | undefined => {
    const [first, second, third] = fingers.values();
    return first && second && !third ? [first, second] : undefined;
  };
  const begin = () => {
    const now = two();
    several ||= fingers.size > 1;
    began = now && { view: stage.viewport(), fingers: now };
  };
  return {
    press(event) {
      if (event.pointerType !== 'touch') return false;
      fingers.set(event.pointerId, stage.at(event));
      begin();
      return several;
    },
    move(event) {
      if (fingers.has(event.pointerId)) fingers.set(event.pointerId, stage.at(event));
      const now = two();
      if (began && now) stage.look(pinched(began.view, began.fingers, now));
      return several;
    },
    release(event) {
      fingers.delete(event.pointerId);
      begin();
      const ended = several;
      several &&= fingers.size > 0;
      return ended;
    },
  };
}
