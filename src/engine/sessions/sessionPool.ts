import type { ProviderName } from '../../protocol/types.ts';
import { type NetworkSource, weightsOf } from './networkSource.ts';
import { withRoom } from './outOfMemory.ts';
import type { Session } from './session.ts';

/**
 * Sessions by network: opened when first needed, kept while the budget lasts, the longest unused released first. Where memory is lacking,
 * for a session or for a run, all that nobody uses go, and it is tried once more.
 */
export interface SessionPool {
  /** Lends the session of a network; it stays open until `work` has settled. */
  use<T>(network: NetworkSource, work: (session: Session) => Promise<T>): Promise<T>;
  /** What computes: a graph that is written for it is another than for the CPU. */
  provider(): Promise<ProviderName>;
  /** Bytes of the weights of open sessions. */
  bytes(): number;
  /** These files have changed: sessions of networks in them are opened anew when they are needed next. */
  forget(files: ReadonlySet<string>): Promise<void>;
  /** Releases all sessions that nobody uses. */
  free(): Promise<void>;
}

interface Slot {
  readonly session: Promise<Session>;
  readonly files: readonly string[];
  readonly bytes: number;
  users: number;
}

export interface Device {
  readonly provider: ProviderName;
  /** Bytes of weights that stay open on it. */
  readonly budget: number;
}

export function onProcessor(budget: number): () => Promise<Device> {
  return async () => ({ provider: 'cpu', budget });
}

/**
 * A session above the budget is still lent: it alone stays open.
 * @param open is told the bytes of the network's weights.
 * @param device what computes, asked for when it is first needed.
 */
export function createSessionPool(
  open: (network: NetworkSource, weights: number) => Promise<Session>,
  device: () => Promise<Device>,
): SessionPool {
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
    const size = slots.get(key)?.bytes ?? (await weightsOf(network, (await device()).provider));
    const slot = slots.get(key) ?? { session: withRoom(() => open(network, size), free), files, bytes: size, users: 0 };
    slots.delete(key);
    slots.set(key, slot);
    slot.users += 1;
    slot.session.catch(() => slots.get(key) === slot && slots.delete(key));
    return slot;
  }

  return {
    provider: async () => (await device()).provider,
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
        await shrink((await device()).budget);
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
