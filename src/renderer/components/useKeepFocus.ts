import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Gives the keyboard to an element when what had it is gone: with that the keys would be. */
export function useKeepFocus(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    if (document.activeElement === document.body) element.current?.focus();
  });
}
