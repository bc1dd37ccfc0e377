import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';

/** What had the focus when it was shown there: who came by keyboard goes on from there. */
function placeOfKeyboard(): HTMLElement | null {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && focused.matches(':focus-visible') ? focused : null;
}

/**
 * Closes what is open on Escape and on a press outside of it. The focus goes back to where the keyboard was, or to the
 * canvas when it was opened by pointer.
 */
export function useDismiss(
  panel: RefObject<HTMLElement | null>,
  close: () => void,
  opener?: RefObject<HTMLElement | null>,
): void {
  const { canvas } = useApp().ui;
  const latest = useRef(close);
  latest.current = close;
  // As soon as it is there: a quick Escape comes before what waits for the next frame.
  useLayoutEffect(() => {
    const inside = (target: EventTarget | null) =>
      target instanceof Node && (panel.current?.contains(target) || opener?.current?.contains(target));
    // What lies over the panel by itself, such as a notification, is not beside it.
    const above = (target: EventTarget | null) => target instanceof Element && target.closest('.toasts') !== null;
    const press = (event: PointerEvent) => {
      if (!inside(event.target) && !above(event.target)) latest.current();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    window.addEventListener('pointerdown', press, true);
    document.addEventListener('keydown', key);
    return () => {
      window.removeEventListener('pointerdown', press, true);
      document.removeEventListener('keydown', key);
    };
  }, [panel, opener]);
  useEffect(() => {
    const before = placeOfKeyboard();
    return () => {
      const focused = document.activeElement;
      const lost = focused === null || focused === document.body || panel.current?.contains(focused);
      if (lost && before?.isConnected) before.focus();
      else if (lost) canvas.peek()?.focus();
    };
  }, [panel, canvas]);
}
