import { dirname } from 'node:path';
import { networkBytes } from '../networkFiles/filesOfNetwork.ts';
import type { Session } from './session.ts';

/** Sessions by file: opened when first needed, kept while the budget lasts, the longest unused released first. */
export interface SessionPool {
  /** Lends the session of a file; it stays open until `work` has settled. */
  use<T>(file: string, work: (session: Session) => Promise<T>): Promise<T>;
  /** Bytes of the network files behind the open sessions. */
  bytes(): number;
  /** Files of this folder have changed: their sessions are opened anew when they are needed next. */
  forget(folder: string): Promise<void>;
  /** Releases all sessions that nobody uses. */
  free(): Promise<void>;
}

/** Bytes of network files that stay open unless the program says otherwise. */
export const usualSessionBudget = 8 * 1024 * 1024 * 1024;

interface Slot {
  readonly session: Promise<Session>;
  readonly bytes: number;
  users: number;
}

/** `budget` in bytes of network files. One session above the budget is still lent: it alone stays open. */
export function createSessionPool(open: (file: string) => Promise<Session>, budget: number): SessionPool {
  // A Map keeps the order of insertion: a slot that is used again moves to the end, so the first is the oldest.
  const slots = new Map<string, Slot>();
  const bytes = () => [...slots.values()].reduce((sum, slot) => sum + slot.bytes, 0);

  async function release(file: string, slot: Slot): Promise<void> {
    if (slots.get(file) === slot) slots.delete(file);
    await (await slot.session).release();
  }

  async function shrink(limit: number): Promise<void> {
    for (const [file, slot] of [...slots]) {
      if (bytes() <= limit) return;
      if (slot.users === 0) await release(file, slot);
    }
  }

  async function borrow(file: string): Promise<Slot> {
    const size = slots.get(file)?.bytes ?? (await networkBytes(file));
    const slot = slots.get(file) ?? { session: open(file), bytes: size, users: 0 };
    slots.delete(file);
    slots.set(file, slot);
    slot.users += 1;
    slot.session.catch(() => slots.get(file) === slot && slots.delete(file));
    return slot;
  }

  return {
    bytes,
    free: () => shrink(-1),
    async forget(folder) {
      for (const [file, slot] of [...slots]) {
        if (dirname(file) !== folder) continue;
        slots.delete(file);
        if (slot.users === 0) await release(file, slot);
      }
    },
    async use(file, work) {
      const slot = await borrow(file);
      try {
        await shrink(budget);
        return await work(await slot.session);
      } finally {
        slot.users -= 1;
        if (slot.users === 0 && slots.get(file) !== slot) await release(file, slot).catch(() => undefined);
      }
    },
  };
}
