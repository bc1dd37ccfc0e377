import type { MadePictures } from './madePictures.ts';

/** Of pictures that follow each other under a slider, the last. */
export interface Newest {
  /** Kept unless another of the same node follows within moments. */
  offer(made: MadePictures): void;
  /** Keeps at once what waits; over when all of it is kept. */
  settle(): Promise<void>;
}

/** Milliseconds of rest after which what is shown is what somebody meant. */
const REST = 1_500;

export function createNewest(add: (made: MadePictures) => Promise<void>): Newest {
  const waiting = new Map<string, { readonly made: MadePictures; readonly timer: ReturnType<typeof setTimeout> }>();
  const adding = new Set<Promise<void>>();
  const keep = (place: string): void => {
    const found = waiting.get(place);
    waiting.delete(place);
    clearTimeout(found?.timer);
    if (!found) return;
    const added = add(found.made).finally(() => adding.delete(added));
    adding.add(added);
  };
  return {
    offer(made) {
      const place = JSON.stringify([made.path, made.workflow.name, made.node]);
      clearTimeout(waiting.get(place)?.timer);
      waiting.set(place, { made, timer: setTimeout(() => keep(place), REST).unref() });
    },
    async settle() {
      for (const place of [...waiting.keys()]) keep(place);
      await Promise.all(adding);
    },
  };
}
