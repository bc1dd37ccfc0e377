import type { Redis } from 'ioredis';
import type { QueuedJob } from '../order.ts';
import { listWorkers, type WorkerCard } from '../queue/workers.ts';

/** Milliseconds before a job is offered again that a worker has handed back. */
export const LATER = 2_000;
/** The same where another worker is idle that can compute it: each that cannot stands in its way once. */
const SOON = 100;

/** Milliseconds for which what was said of the workers holds. They say it every three seconds. */
const HOLDS = 1_000;

/** Says when a job that this worker cannot compute is offered again, by what the other workers say of themselves. */
export function createOfferAgain(redis: Redis): (job: QueuedJob) => Promise<number> {
  let asked = -HOLDS;
  let cards: Promise<readonly WorkerCard[]> = Promise.resolve([]);
  return async (job) => {
    if (performance.now() - asked >= HOLDS) {
      asked = performance.now();
      cards = listWorkers(redis).catch(() => []);
    }
    return (await cards).some((card) => isIdleFor(card, job)) ? SOON : LATER;
  };
}

/** Whether a worker has the device and the models of a job, and nothing to do. */
export function isIdleFor(card: WorkerCard, { program, device, models = [] }: QueuedJob): boolean {
  const there = new Set(card.models.map(({ fingerprint }) => fingerprint));
  return (
    card.running < card.slots &&
    card.program === program &&
    (device === undefined || card.device.provider === device) &&
    models.every((model) => there.has(model))
  );
}
