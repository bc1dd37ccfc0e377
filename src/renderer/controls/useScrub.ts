import { useRef } from 'preact/hooks';
import { snap } from '../parameters/fitNumber.ts';

interface Scrub {
  readonly value: number;
  readonly step: number;
  begin(): void;
  set(value: number): void;
  /** The press was a click: the number wants to be typed. */
  edit(): void;
}

interface Drag {
  readonly pointer: number;
  readonly x: number;
  readonly value: number;
  moved: boolean;
}

const SLACK = 3;
const PIXELS_PER_STEP = 2;

/** Dragging sideways over a number that is not being typed changes it, one step for every two pixels. */
export function useScrub({ value, step, begin, set, edit }: Scrub) {
  const drag = useRef<Drag | null>(null);
  return {
    onPointerDown(event: PointerEvent & { currentTarget: HTMLInputElement }) {
      const field = event.currentTarget;
      if (event.button !== 0 || field.disabled || document.activeElement === field) return;
      event.preventDefault();
      field.setPointerCapture(event.pointerId);
      drag.current = { pointer: event.pointerId, x: event.clientX, value, moved: false };
    },
    onPointerMove(event: PointerEvent) {
      const current = drag.current;
      if (current?.pointer !== event.pointerId) return;
      const distance = event.clientX - current.x;
      if (!current.moved && Math.abs(distance) < SLACK) return;
      if (!current.moved) begin();
      current.moved = true;
      const size = event.shiftKey ? step / 10 : step;
      set(snap(current.value + (distance / PIXELS_PER_STEP) * size, size));
    },
    onPointerUp(event: PointerEvent & { currentTarget: HTMLInputElement }) {
      const clicked = drag.current !== null && !drag.current.moved;
      drag.current = null;
      if (!clicked) return;
      event.currentTarget.focus();
      edit();
    },
    onPointerCancel() {
      drag.current = null;
    },
  };
}
