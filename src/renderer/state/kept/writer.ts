export interface Writer<T> {
  /** Writes it soon; of several with one name that wait only the newest is written. */
  add(name: string, item: T): void;
  /** When everything was written that was added before. */
  idle(): Promise<void>;
}

/** One write at a time, in the order in which names were added first. `write` deals with its own failures. */
export function createWriter<T>(write: (item: T) => Promise<void>): Writer<T> {
  const waiting = new Map<string, T>();
  let running: Promise<void> | undefined;
  const drain = async () => {
    for (;;) {
      const [next] = waiting;
      if (!next) break;
      waiting.delete(next[0]);
      await write(next[1]);
    }
    running = undefined;
  };
  return {
    add(name, item) {
      waiting.set(name, item);
      running ??= drain();
    },
    idle: async () => running,
  };
}
