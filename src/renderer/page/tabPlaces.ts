import type { KeyValueStore } from '../state/preferences.ts';

const STORED = 'arcspace-tabs';

/** Which workflows are open in this window, in the order of their tabs, over a reload. */
export interface TabPlaces {
  read(): readonly string[];
  write(documents: readonly string[]): void;
}

/** @param storage of the window alone: `sessionStorage` */
export function createTabPlaces(storage: KeyValueStore): TabPlaces {
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(storage.getItem(STORED) ?? '[]');
        return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string') : [];
      } catch {
        return [];
      }
    },
    write(documents) {
      try {
        storage.setItem(STORED, JSON.stringify(documents));
      } catch {
        // Storage that is refused is told of where work is kept; only the order is lost.
      }
    },
  };
}
