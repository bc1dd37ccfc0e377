import { useRef } from 'preact/hooks';

/** A press that moves less is a click (CSS pixels). */
const steady = 4;

/** Tells of a press of the main button that did not drag: what is dragged as a whole hears no clicks on its parts. */
export function useSteadyPress(pressed: (event: PointerEvent) => void) {
  const begun = useRef<readonly [number, number] | null>(null);
  return {
    onPointerDownCapture(event: PointerEvent) {
      begun.current = event.button === 0 && event.isPrimary ? [event.clientX, event.clientY] : null;
    },
    onPointerUpCapture(event: PointerEvent) {
      const at = begun.current;
      begun.current = null;
      if (at && Math.hypot(event.clientX - at[0], event.clientY - at[1]) < steady) pressed(event);
    },
  };
}
