const STORED = 'arcspace-window';
/** Milliseconds in which the page before a reload lets go of its name, on a busy machine too. Only a duplicated tab waits so long. */
const HANDOVER = 4_000;

/**
 * The name of this window, the same after a reload. A duplicated tab begins with a copy of the other's storage: a lock
 * tells which of the two has the name already, and the other takes one of its own.
 * @param locks absent where the page has none: outside of secure contexts
 */
export async function claimWindowId(
  storage: Storage,
  locks: LockManager | undefined,
  handover = HANDOVER,
): Promise<string> {
  const kept = storage.getItem(STORED);
  if (kept && (await hold(locks, kept, handover))) return kept;
  const fresh = randomName();
  storage.setItem(STORED, fresh);
  await hold(locks, fresh, handover);
  return fresh;
}

/** Takes a lock for as long as this page lives. @returns whether no other page has it. */
function hold(locks: LockManager | undefined, name: string, handover: number): Promise<boolean> {
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const forever = (): Promise<never> => {
      resolve(true);
      return new Promise(() => {});
    };
    locks.request(`${STORED}-${name}`, { signal: AbortSignal.timeout(handover) }, forever).catch(() => resolve(false));
  });
}

function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
