import { useLayoutEffect, useRef } from 'preact/hooks';
import { typingField } from '../keyboard/typingField.ts';

/** Keys by their names ("c", "Ctrl+z"; Ctrl also means the command key), wherever the focus is but in a field for text. */
export function useKeys(acts: Readonly<Record<string, () => void>>): void {
  const latest = useRef(acts);
  latest.current = acts;
  // At once, and no longer than it is there: a quick key would be lost, or mean what is gone.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.altKey || event.defaultPrevented || typingField(event.target)) return;
      const act = latest.current[event.ctrlKey || event.metaKey ? `Ctrl+${event.key}` : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
