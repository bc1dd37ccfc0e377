import { changedFiles } from '../models/changedFiles.ts';
import type { RecentFingerprints } from './recentFingerprints.ts';

/** What a run loads is what it took the fingerprint of, or is not used. */
export interface Unchanged {
  /** The fingerprint under this name, which results of the run are kept under. */
  fingerprint(name: readonly unknown[], read: () => Promise<string>): Promise<string>;
  /**
   * What is loaded, where it still has the fingerprint that the run has taken.
   * @throws ArcspaceError where its files changed in between: a result would be kept under the name of another.
   */
  load<T>(name: readonly unknown[], load: () => Promise<T>, read: () => Promise<string>): Promise<T>;
}

/** @param recent where fingerprints may be a moment old. */
export function createUnchanged(recent: RecentFingerprints, mayBeRecent: boolean): Unchanged {
  const taken = new Map<string, string>();
  return {
    async fingerprint(name, read) {
      const key = JSON.stringify(name);
      const fingerprint = await (mayBeRecent ? recent.of(key, read) : read());
      taken.set(key, fingerprint);
      return fingerprint;
    },
    async load(name, load, read) {
      const before = taken.get(JSON.stringify(name));
      const loaded = await load();
      if (before === undefined || (await read()) === before) return loaded;
      recent.forget();
      throw changedFiles(String(name[1]));
    },
  };
}
