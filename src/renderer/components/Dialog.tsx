import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useDismiss } from './useDismiss.ts';
import { useKeepFocus } from './useKeepFocus.ts';

interface Props {
  readonly label: string;
  readonly class: string;
  readonly testId?: string;
  readonly children: ComponentChildren;
  close(): void;
}

/**
 * The editor behind a dialog takes neither focus nor presses; notifications in the corner stay within reach. It takes them
 * again with the dialog's end rather than a frame later, in which a quick press would be lost.
 */
function useInertEditor(dialog: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const body = document.querySelector<HTMLElement>('.shell-body');
    const own = dialog.current;
    if (body) body.inert = true;
    return () => {
      if (body) body.inert = [...document.querySelectorAll('.dialog')].some((each) => each !== own);
    };
  }, [dialog]);
}

/** Covers the editor; Escape and a press beside it close it. */
export function Dialog({ label, class: className, testId, children, close }: Props) {
  const dialog = useRef<HTMLDivElement>(null);
  // First, so that it is over when the focus goes back into the editor.
  useInertEditor(dialog);
  useDismiss(dialog, close);
  useKeepFocus(dialog);
  useEffect(() => (dialog.current?.querySelector<HTMLElement>('[autofocus]') ?? dialog.current)?.focus(), []);
  return (
    <div class="backdrop">
      <div
        ref={dialog}
        class={`dialog ${className}`}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        data-testid={testId}
        tabIndex={-1}
      >
        {children}
      </div>
    </div>
  );
}
