import type { Redis } from 'ioredis';
import { hideWorker, showWorker, type WorkerCard } from '../queue/workers.ts';

/** Milliseconds: three signs of life fit into the time after which a worker is taken for gone. */
const SAY_EVERY = 3_000;

export interface Announcement {
  /** No more is said, and the worker is taken off the list. */
  end(): Promise<void>;
}

/** Keeps a worker on the list of those that are there. @param card how it is at the moment */
export function announce(redis: Redis, card: () => WorkerCard): Announcement {
  // A connection that is lost says so itself; commands wait for it, and one that waits is enough.
  let saying: Promise<void> | undefined;
  const say = (): void => {
    saying ??= showWorker(redis, card())
      .catch(() => undefined)
      .finally(() => {
        saying = undefined;
      });
  };
  say();
  const timer = setInterval(say, SAY_EVERY).unref();
  return {
    async end() {
      clearInterval(timer);
      await saying;
      await hideWorker(redis, card().id).catch(() => undefined);
    },
  };
}
