import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Closes what is open on Escape and on a press outside of it; the focus goes back to where it was. */
export function useDismiss(
  panel: RefObject<HTMLElement | null>,
  close: () => void,
  opener?: RefObject<HTMLElement | null>,
): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const before = document.activeElement;
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
      const focused = document.activeElement;
      const lost = focused === null || focused === document.body || panel.current?.contains(focused);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel, opener]);
}
