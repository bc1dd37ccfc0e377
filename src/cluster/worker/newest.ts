import { setTimeout } from 'node:timers/promises';

/** Passes values on one at a time: of those that came meanwhile the newest alone. */
export interface Newest<T> {
  tell(value: T): void;
  /** Passes nothing more on; resolves when nothing is under way. */
  end(): Promise<void>;
}

/**
 * @param pass what fails in it is not passed on: a newer value follows.
 * @param pause milliseconds after each
 */
export function createNewest<T>(pass: (value: T) => Promise<unknown>, pause: number): Newest<T> {
  const ending = new AbortController();
  let waiting: { readonly value: T } | undefined;
  let working: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    while (waiting) {
      const { value } = waiting;
      waiting = undefined;
      await pass(value).catch(() => undefined);
      await setTimeout(pause, undefined, { ref: false, signal: ending.signal }).catch(() => undefined);
    }
  };
  return {
    tell(value) {
      if (ending.signal.aborted) return;
      waiting = { value };
      working ??= work().finally(() => {
        working = undefined;
      });
    },
    async end() {
      waiting = undefined;
      ending.abort();
      await working;
    },
  };
}
