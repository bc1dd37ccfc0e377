import { useLayoutEffect, useRef } from 'preact/hooks';
import { typingField } from '../keyboard/typingField.ts';

/** Whether there is text to copy: in a field, or marked on the page. */
function copiesText(target: EventTarget | null): boolean {
  return typingField(target) !== null || getSelection()?.isCollapsed === false;
}

/** What Ctrl+C takes is the picture that is shown, not what is selected on the canvas behind it; text stays text. */
export function useCopyKey(copy: () => void): void {
  const latest = useRef(copy);
  latest.current = copy;
  // At once, and no longer than it is there: a quick key would be lost, or mean what is gone.
  useLayoutEffect(() => {
    const press = (event: ClipboardEvent) => {
      event.stopPropagation();
      if (copiesText(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('copy', press, { capture: true });
    return () => document.removeEventListener('copy', press, { capture: true });
  }, []);
}
