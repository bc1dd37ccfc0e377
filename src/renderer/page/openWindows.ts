/** What `claimWindowId` calls the lock that a window holds for as long as it lives. */
const PREFIX = 'arcspace-window-';

/** Ids of the windows of this browser that are open; empty where it does not tell. */
export async function openWindows(locks: Pick<LockManager, 'query'> | undefined): Promise<ReadonlySet<string>> {
  const { held = [] } = (await locks?.query()) ?? {};
  const names = held.map(({ name = '' }) => name).filter((name) => name.startsWith(PREFIX));
  return new Set(names.map((name) => name.slice(PREFIX.length)));
}
