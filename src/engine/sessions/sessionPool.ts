import { bytesOfFiles } from '../networkFiles/filesOfNetwork.ts';
import type { NetworkSource } from './networkSource.ts';
import { withRoom } from './outOfMemory.ts';
import type { Session } from './session.ts';

/**
 * Sessions by network: opened when first needed, kept while the budget lasts, the longest unused released first. Where memory is lacking,
 * for a session or for a run, all that nobody uses go, and it is tried once more.
 */
export interface SessionPool {
  /** Lends the session of a network; it stays open until `work` has settled. */
  use<T>(network: NetworkSource, work: (session: Session) => Promise<T>): Promise<T>;
  /** Bytes of the files behind the open sessions. */
  bytes(): number;
  /** These files have changed: sessions of networks in them are opened anew when they are needed next. */
  forget(files: ReadonlySet<string>): Promise<void>;
  /** Releases all sessions that nobody uses. */
  free(): Promise<void>;
}

/** Bytes of network files that stay open unless the program says otherwise. */
export const usualSessionBudget = 8 * 1024 * 1024 * 1024;

interface Slot {
  readonly session: Promise<Session>;
  readonly files: readonly string[];
  readonly bytes: number;
  users: number;
}

/** `budget` in bytes of network files. One session above the budget is still lent: it alone stays open. */
export function createSessionPool(open: (network: NetworkSource) => Promise<Session>, budget: number): SessionPool {
  // A Map keeps the order of insertion: a slot that is used again moves to the end, so the first is the oldest.
  const slots = new Map<string, Slot>();
  const bytes = () => [...slots.values()].reduce((sum, slot) => sum + slot.bytes, 0);

  async function release(key: string, slot: Slot): Promise<void> {
    if (slots.get(key) === slot) slots.delete(key);
    await (await slot.session).release();
  }

  async function shrink(limit: number): Promise<void> {
    for (const [key, slot] of [...slots]) {
      if (bytes() <= limit) return;
      if (slot.users === 0) await release(key, slot);
    }
  }

  const free = () => shrink(-1);

  async function borrow(network: NetworkSource): Promise<Slot> {
    const { key } = network;
    const files = slots.get(key)?.files ?? (await network.files());
    const size = slots.get(key)?.bytes ?? (await bytesOfFiles(files));
    const slot = slots.get(key) ?? { session: withRoom(() => open(network), free), files, bytes: size, users: 0 };
    slots.delete(key);
    slots.set(key, slot);
    slot.users += 1;
    slot.session.catch(() => slots.get(key) === slot && slots.delete(key));
    return slot;
  }

  return {
    bytes,
    free,
    async forget(changed) {
      for (const [key, slot] of [...slots]) {
        if (!slot.files.some((file) => changed.has(file))) continue;
        slots.delete(key);
        if (slot.users === 0) await release(key, slot);
      }
    },
    async use(network, work) {
      const slot = await borrow(network);
      try {
        await shrink(budget);
        return await work(patient(await slot.session, free));
      } finally {
        slot.users -= 1;
        if (slot.users === 0 && slots.get(network.key) !== slot)
          await release(network.key, slot).catch(() => undefined);
      }
    },
  };
}

/** A session whose runs are tried once more when room was made for them. */
function patient(session: Session, makeRoom: () => Promise<void>): Session {
  return {
    ...session,
    run: (feeds, output) => withRoom(() => session.run(feeds, output), makeRoom),
    runAll: (feeds, outputs) => withRoom(() => session.runAll(feeds, outputs), makeRoom),
  };
}
