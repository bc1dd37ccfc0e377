import { useEffect, useRef } from 'preact/hooks';
import { keysPressed } from '../../commands/keys.ts';
import { createPlaceReader } from '../../keyboard/keyPlace.ts';

/** Takes the next keys that are pressed, whatever they mean elsewhere; Escape takes none. */
export function useKeyPress(isTaking: boolean, take: (keys: string) => void, cancel: () => void): void {
  const latest = useRef({ take, cancel });
  latest.current = { take, cancel };
  useEffect(() => {
    if (!isTaking) return;
    const placeOf = createPlaceReader();
    const press = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      if (key === 'Escape') return latest.current.cancel();
      const keys = keysPressed({ key, ctrlKey, metaKey, altKey, shiftKey, place: placeOf(event) });
      if (keys !== undefined) latest.current.take(keys);
    };
    // Before anybody else hears of it.
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [isTaking]);
}
