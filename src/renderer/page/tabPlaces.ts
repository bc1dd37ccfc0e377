import { z } from 'zod';
import type { KeyValueStore } from '../state/preferences.ts';

const STORED = 'arcspace-tabs';

const placesSchema = z.object({ open: z.array(z.string()), shown: z.string().optional() });

/** Which workflows are open in a window, in the order of their tabs, and which of them is shown. */
export type Places = z.output<typeof placesSchema>;

const NONE: Places = { open: [] };

/** Keeps them over a reload. */
export interface TabPlaces {
  read(): Places;
  write(places: Places): void;
}

/** @param storage of the window alone: `sessionStorage` */
export function createTabPlaces(storage: KeyValueStore): TabPlaces {
  /** Tabs are told of at each change to what they show; their places change seldom. Written at once: a page may close. */
  let written: string | undefined;
  return {
    read() {
      try {
        return placesSchema.safeParse(JSON.parse(storage.getItem(STORED) ?? 'null')).data ?? NONE;
      } catch {
        return NONE;
      }
    },
    write(places) {
      const text = JSON.stringify(places);
      if (text === written) return;
      try {
        storage.setItem(STORED, text);
        written = text;
      } catch {
        // Storage that is refused is told of where work is kept; only the order is lost.
      }
    },
  };
}
