import type { Notice } from '../protocol/desktop.ts';
import type { Settings } from './settings.ts';
import { isTimeToLook, type Origin, type Release } from './updates.ts';

export interface UpdateWatch {
  begin(): void;
  found(): Release | undefined;
  /** Whether new versions are looked for; undefined where there is nobody to ask. */
  wished(): boolean | undefined;
  wish(wished: boolean): void;
}

interface Dependencies {
  readonly settings: Settings;
  readonly origin: Origin;
  readonly find: (origin: Origin) => Promise<Release | undefined>;
  readonly notify: (notice: Notice) => void;
  readonly changed: () => void;
  readonly now?: () => number;
}

/** A start is not held up, and a program that runs for weeks looks too. */
const FIRST = 10_000;
const INTERVAL = 60 * 60 * 1000;

const noticeOf = ({ version }: Release): Notice => ({
  level: 'info',
  message: `Arcspace ${version} is available.`,
  remedy: 'Updates are not installed automatically. Turn off checks in the Help menu.',
  link: 'Open release page',
});

/** Looks for a later version once a day, and tells of it. */
export function createUpdateWatch(dependencies: Dependencies): UpdateWatch {
  const { settings, origin, find, notify, changed, now = Date.now } = dependencies;
  let release: Release | undefined;
  const look = async (): Promise<void> => {
    if (!isTimeToLook(origin, settings.values, now())) return;
    settings.set({ lookedForUpdates: now() });
    const later = await find(origin);
    if (!later || later.version === release?.version) return;
    release = later;
    changed();
    notify(noticeOf(later));
  };
  return {
    begin() {
      setTimeout(() => void look(), FIRST).unref();
      setInterval(() => void look(), INTERVAL).unref();
    },
    found: () => release,
    wished: () => (origin.releases === undefined ? undefined : settings.values.looksForUpdates),
    wish(wished) {
      settings.set({ looksForUpdates: wished });
      changed();
    },
  };
}
