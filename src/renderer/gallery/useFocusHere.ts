import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { useKeepFocus } from '../components/useKeepFocus.ts';

/** Gives the keyboard to an element when it comes, and again when what had it is gone. */
export function useFocusHere(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => element.current?.focus(), []);
  useKeepFocus(element);
}
