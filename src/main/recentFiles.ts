import type { Settings } from './settings.ts';

export interface RecentFiles {
  /** The newest first. */
  list(): readonly string[];
  add(path: string): void;
  clear(): void;
}

interface SystemList {
  addRecentDocument(path: string): void;
  clearRecentDocuments(): void;
}

const LIMIT = 12;

/** Files for the menu, here and in the lists that Windows and macOS keep. */
export function createRecentFiles(system: SystemList, settings: Settings, changed: () => void): RecentFiles {
  return {
    list: () => settings.values.recents,
    add(path) {
      const { recents } = settings.values;
      if (recents[0] === path) return;
      settings.set({ recents: [path, ...recents.filter((each) => each !== path)].slice(0, LIMIT) });
      system.addRecentDocument(path);
      changed();
    },
    clear() {
      settings.set({ recents: [] });
      system.clearRecentDocuments();
      changed();
    },
  };
}
