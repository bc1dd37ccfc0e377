import type { Slot } from './slot.ts';

/** The slots of a worker, each for one job at a time. */
export interface SlotPool {
  /** Slots that compute. */
  busy(): number;
  /** Computes with the slot that is free first. @throws the reason of the signal where that comes before. */
  use<T>(signal: AbortSignal, work: (slot: Slot) => Promise<T>): Promise<T>;
}

export function createSlotPool(slots: readonly Slot[]): SlotPool {
  const free = [...slots];
  const waiting: ((slot: Slot) => void)[] = [];

  const take = async (signal: AbortSignal): Promise<Slot> => {
    const first = free.pop();
    if (first) return first;
    return new Promise((resolve, reject) => {
      const give = (slot: Slot): void => {
        signal.removeEventListener('abort', stop);
        resolve(slot);
      };
      const stop = (): void => {
        waiting.splice(waiting.indexOf(give), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop, { once: true });
      waiting.push(give);
    });
  };

  return {
    busy: () => slots.length - free.length,
    async use(signal, work) {
      signal.throwIfAborted();
      const slot = await take(signal);
      try {
        return await work(slot);
      } finally {
        const next = waiting.shift();
        if (next) next(slot);
        else free.push(slot);
      }
    },
  };
}
