import type { MadePictures } from './madePictures.ts';

/** Of pictures that follow each other under a slider, the last. */
export interface Newest {
  /** Kept unless another of the same node follows within moments. */
  offer(made: MadePictures): void;
  /** Keeps at once what waits. */
  settle(): void;
}

/** Milliseconds of rest after which what is shown is what somebody meant. */
const REST = 1_500;

export function createNewest(add: (made: MadePictures) => void): Newest {
  const waiting = new Map<string, { readonly made: MadePictures; readonly timer: ReturnType<typeof setTimeout> }>();
  const keep = (place: string): void => {
    const found = waiting.get(place);
    waiting.delete(place);
    clearTimeout(found?.timer);
    if (found) add(found.made);
  };
  return {
    offer(made) {
      const place = JSON.stringify([made.path, made.workflow.name, made.node]);
      clearTimeout(waiting.get(place)?.timer);
      waiting.set(place, { made, timer: setTimeout(() => keep(place), REST).unref() });
    },
    settle() {
      for (const place of [...waiting.keys()]) keep(place);
    },
  };
}
