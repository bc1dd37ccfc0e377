import type { EngineHandlers } from '../../protocol/protocol.ts';

/** Runs and calls share one thread: a run lets go of it now and then, and for longer while somebody waits for an answer. */
export interface Turns {
  /** The same handlers, known to be waited for while they are at work. */
  count(handlers: EngineHandlers): EngineHandlers;
  /** Lets what is under way go on: for a moment, or until calls are answered, but not for long. */
  letOthersGoOn(): Promise<void>;
}

/**
 * Milliseconds. A run lets go ten times a second: it keeps two thirds of the time, and a list of files, which takes a
 * hundred turns of the event loop, is there at once and not after ten seconds.
 */
const LONGEST_TURN = 50;

export function createTurns(now: () => number = () => performance.now()): Turns {
  let waitedFor = 0;
  const counted =
    <Args extends readonly unknown[], Result>(handler: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      waitedFor++;
      try {
        return await handler(...args);
      } finally {
        waitedFor--;
      }
    };
  return {
    count(handlers) {
      const all = Object.entries(handlers).map(([name, handler]) => [name, counted(handler as never)]);
      // A watcher waits for what runs itself.
      const { watch, watchJobs, watchGallery } = handlers;
      return { ...(Object.fromEntries(all) as EngineHandlers), watch, watchJobs, watchGallery };
    },
    async letOthersGoOn() {
      const end = now() + LONGEST_TURN;
      do await new Promise((resolve) => setImmediate(resolve));
      while (waitedFor > 0 && now() < end);
    },
  };
}
