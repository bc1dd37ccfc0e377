import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';

/** What a signal holds; where that is much, a task later, so that what is made of it holds up nothing else that follows a change. */
export function useLater<T>(source: ReadonlySignal<T>, isMuch: (value: T) => boolean): T {
  const [shown, setShown] = useState(() => source.peek());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = source.subscribe((value) => {
      clearTimeout(timer);
      const show = () => setShown(() => value);
      if (isMuch(value)) timer = setTimeout(show);
      else show();
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
    // The signal is the same for as long as the panel is there.
  }, [source]);
  return shown;
}
