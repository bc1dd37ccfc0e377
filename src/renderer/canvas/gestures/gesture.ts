import type { Point } from '../view/rect.ts';

export interface Sample {
  /** CSS pixels from the canvas's corner. */
  readonly screen: Point;
  readonly graph: Point;
  readonly shift: boolean;
  /** Whether what is pressed is added to what is selected, or taken out: with Shift, or while several are selected. */
  readonly adds: boolean;
  readonly alt: boolean;
  readonly event: PointerEvent;
}

/** What a hand does between pressing and letting go. */
export interface Gesture {
  readonly cursor?: string;
  move(to: Sample): void;
  end(at: Sample): void;
  /** Takes back what was done. */
  cancel(): void;
}

/** Pointers that stay within this many CSS pixels have clicked, not dragged. */
const dragThreshold = 3;

export function dragged(from: Point, to: Point): boolean {
  return Math.hypot(to[0] - from[0], to[1] - from[1]) >= dragThreshold;
}

let gestures = 0;

/** A merge key of its own for each gesture, so that one drag is one step of undo and two drags are two. */
export function gestureKey(name: string): string {
  gestures += 1;
  return `${name}:${gestures}`;
}
