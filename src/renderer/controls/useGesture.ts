import { useRef } from 'preact/hooks';
import { newGesture } from '../app/actions.ts';

/** Names what happens between one press or focus and the next, so that it becomes one step of undo. */
export function useGesture(): { begin(): void; current(): string } {
  const name = useRef<string | null>(null);
  return {
    begin() {
      name.current = newGesture();
    },
    current() {
      name.current ??= newGesture();
      return name.current;
    },
  };
}
