import { useMemo, useRef, useState } from 'preact/hooks';
import type { Pinched } from '../../canvas/gestures/pinch.ts';

const whole = { x: 0, y: 0, zoom: 1 };

/** How a picture in a frame is looked at with two fingers: never smaller than the frame. */
export function usePinched(frame: { readonly current: HTMLElement | null }): {
  readonly pinched: Pinched;
  readonly transform: string;
} {
  const view = useRef(whole);
  const [{ x, y, zoom }, show] = useState(whole);
  const pinched = useMemo<Pinched>(
    () => ({
      viewport: () => view.current,
      look(next) {
        view.current = next.zoom <= 1 ? whole : next;
        show(view.current);
      },
      at(event) {
        const { left, top } = frame.current?.getBoundingClientRect() ?? new DOMRect();
        return [event.clientX - left, event.clientY - top];
      },
    }),
    [frame],
  );
  return { pinched, transform: zoom === 1 ? 'none' : `translate(${-x * zoom}px, ${-y * zoom}px) scale(${zoom})` };
}
