import type { Point } from '../view/rect.ts';

/** Milliseconds, as on the systems that have fingers. */
const HELD = 500;
/** CSS pixels that a resting finger trembles. */
const SLACK = 10;

export interface LongPress {
  begin(event: PointerEvent): void;
  move(event: PointerEvent): void;
  end(): void;
}

/** Calls back when a finger rests where it was put down: what the other button of a mouse does. */
export function createLongPress(held: (event: PointerEvent) => void): LongPress {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Point = [0, 0];
  const end = () => clearTimeout(timer);
  return {
    begin(event) {
      end();
      if (event.pointerType !== 'touch') return;
      from = [event.clientX, event.clientY];
      timer = setTimeout(() => held(event), HELD);
    },
    move({ clientX, clientY }) {
      if (Math.hypot(clientX - from[0], clientY - from[1]) > SLACK) end();
    },
    end,
  };
}
