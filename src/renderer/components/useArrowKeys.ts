import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Within fields the keys mean the field. */
function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, select, textarea');
}

/** Left and right, wherever the focus is but in other fields than `own`: what calls this lies over everything else. */
export function useArrowKeys(step: (by: -1 | 1) => void, own?: RefObject<HTMLElement | null>): void {
  const latest = useRef(step);
  latest.current = step;
  // At once, and no longer than it is there: a quick key would be lost, or mean what is gone.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      if (isInField(event.target) && event.target !== own?.current) return;
      event.preventDefault();
      latest.current(event.key === 'ArrowLeft' ? -1 : 1);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
