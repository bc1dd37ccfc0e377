import { useEffect, useMemo, useRef } from 'preact/hooks';
import { createLongPress } from '../canvas/gestures/longPress.ts';

/**
 * Opens a menu by the other button of a mouse, and by a finger that rests, which not every browser reports as that.
 * @returns handlers for the element.
 */
export function useHeldMenu(open: (at: readonly [number, number]) => void) {
  const latest = useRef(open);
  latest.current = open;
  const press = useMemo(() => createLongPress(({ clientX, clientY }) => latest.current([clientX, clientY])), []);
  useEffect(() => press.end, [press]);
  return {
    onPointerDown: press.begin,
    onPointerMove: press.move,
    onPointerUp: press.end,
    onPointerCancel: press.end,
    onContextMenu(event: MouseEvent) {
      event.preventDefault();
      if (!('pointerType' in event && event.pointerType === 'touch')) latest.current([event.clientX, event.clientY]);
    },
  };
}
