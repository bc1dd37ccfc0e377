import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Gives the keyboard to an element when it comes, and again when what had it is gone: with that the keys would be. */
export function useFocusHere(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => element.current?.focus(), []);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) element.current?.focus();
  });
}
