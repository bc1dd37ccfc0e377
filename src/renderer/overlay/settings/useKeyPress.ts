import { useEffect, useRef } from 'preact/hooks';
import { keysPressed } from '../../commands/keys.ts';
import { writesByAltGraph } from '../../keyboard/altGraph.ts';
import { hearFirst } from '../../keyboard/composition.ts';
import { createPlaceReader } from '../../keyboard/keyPlace.ts';
import { texts } from '../../text/texts.ts';

interface Answers {
  take(keys: string): void;
  /** Keys that no command could hear. */
  refuse(reason: string): void;
  cancel(): void;
}

/** Takes the next keys that are pressed, whatever they mean elsewhere; Escape takes none. */
export function useKeyPress(isTaking: boolean, answers: Answers): void {
  const latest = useRef(answers);
  latest.current = answers;
  useEffect(() => {
    if (!isTaking) return;
    const placeOf = createPlaceReader();
    return hearFirst(window, (event) => {
      event.preventDefault();
      event.stopPropagation();
      // What asked for keys may still be held down.
      if (!event.repeat) answer(event, placeOf(event), latest.current);
    });
  }, [isTaking]);
}

function answer(event: KeyboardEvent, place: string | undefined, { take, refuse, cancel }: Answers): void {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  const keys = keysPressed({ key, ctrlKey, metaKey, altKey, shiftKey, place });
  if (key === 'Escape') cancel();
  else if (keys !== undefined && writesByAltGraph(event)) refuse(texts.settings.noAltGr);
  else if (keys !== undefined) take(keys);
}
