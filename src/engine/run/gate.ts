/** Runs share the device; it changes while there is none. */
export interface Gate {
  /** Waits for a change that is asked for. */
  shared<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until everything that shares is done; what comes later waits for it. */
  alone(work: () => Promise<void>): Promise<void>;
}

export function createGate(): Gate {
  const sharing = new Set<Promise<unknown>>();
  let change: Promise<void> = Promise.resolve();
  return {
    async shared(work) {
      for (let seen: unknown; seen !== change; ) {
        seen = change;
        await change;
      }
      const task = work();
      const settled = task.then(
        () => {},
        () => {},
      );
      sharing.add(settled);
      void settled.then(() => sharing.delete(settled));
      return task;
    },
    alone(work) {
      const mine = change.then(async () => {
        await Promise.all(sharing);
        await work();
      });
      change = mine.catch(() => {});
      return mine;
    },
  };
}
