import { useRef, useState } from 'preact/hooks';

export interface Draft {
  /** What is being typed; null while nothing is. */
  readonly text: string | null;
  type(text: string): void;
  /** Ends typing and answers what was typed; null when nothing was, or when it was taken or dropped before. */
  take(): string | null;
  drop(): void;
}

/**
 * What is typed into a field, apart from its value until it is taken. Kept beside the state too: a key that moves the focus
 * ends typing twice before the next rendering, once by itself and once because the field is left.
 */
export function useDraft(): Draft {
  const [text, setText] = useState<string | null>(null);
  const latest = useRef<string | null>(null);
  const set = (next: string | null) => {
    latest.current = next;
    setText(next);
  };
  return {
    text,
    type: set,
    take() {
      const typed = latest.current;
      set(null);
      return typed;
    },
    drop: () => set(null),
  };
}
