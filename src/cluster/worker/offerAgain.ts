import type { Redis } from 'ioredis';
import { modelMark, type QueuedJob } from '../order.ts';
import { listWorkers, type WorkerCard } from '../queue/workers.ts';

/** Milliseconds before a job is offered again that a worker has handed back. */
export const LATER = 2_000;
/** The same where another worker is idle that can compute it: each that cannot stands in its way once. */
const SOON = 100;

/** Milliseconds for which what was said of the workers holds. They say it every three seconds. */
const HOLDS = 1_000;

/** How often a job is offered soon: what workers say of themselves may be old, or one may refuse for a reason that it does not say. */
const MOST_SOON = 20;

/**
 * Says when a job that this worker cannot compute is offered again, by what the others say of themselves.
 * @param name of this worker
 */
export function createOfferAgain(redis: Redis, name: string): (job: QueuedJob, offers: number) => Promise<number> {
  let asked = -HOLDS;
  let cards: Promise<readonly WorkerCard[]> = Promise.resolve([]);
  return async (job, offers) => {
    if (offers > MOST_SOON) return LATER;
    if (performance.now() - asked >= HOLDS) {
      asked = performance.now();
      cards = listWorkers(redis).catch(() => []);
    }
    const others = (await cards).filter((card) => card.name !== name);
    return others.some((card) => isIdleFor(card, job)) ? SOON : LATER;
  };
}

/** Whether a worker says that it has the device and the models of a job, and nothing to do. */
export function isIdleFor(card: WorkerCard, { program, device, models }: QueuedJob): boolean {
  const there = new Set(card.models.flatMap((model) => (model.fingerprint ? modelMark(model, model.fingerprint) : [])));
  return (
    card.running < card.slots &&
    card.program === program &&
    (device === undefined || card.device.provider === device) &&
    models?.every((mark) => there.has(mark)) === true
  );
}
