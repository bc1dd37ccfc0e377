import type { JobsOptions, Queue, QueueOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { QueuedJob } from '../order.ts';
import { finishesSchema } from '../results.ts';

/** Everything of Arcspace in Redis begins with this. */
export const PREFIX = 'arcspace';

export const QUEUE_NAME = 'runs';

/** Seconds for which jobs can be looked at when they have ended: those that failed longer. */
const DAY = 24 * 60 * 60;

/** A job that failed for a reason that may pass is tried again after one second, then after two. */
export const jobOptions: JobsOptions = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: { age: DAY },
  removeOnFail: { age: 7 * DAY },
  stackTraceLimit: 0,
};

/** What a job has given so far, and what it is at. */
export const progressSchema = z.strictObject({
  finished: finishesSchema,
  /** The node that is computed; no steps before its first. */
  at: z
    .strictObject({
      node: z.string(),
      steps: z.strictObject({ step: z.number(), of: z.number(), left: z.number().exactOptional() }).exactOptional(),
      /** The step of the newest preview of it, which `lookAtPreview` gives. */
      preview: z.number().exactOptional(),
    })
    .exactOptional(),
  /** Why it waits for another worker. */
  waits: z.string().max(10_000).exactOptional(),
});

export type JobProgress = z.output<typeof progressSchema>;

/** The hash of the record of a run that is done. */
export type JobResult = string;

export type RunQueue = Queue<QueuedJob, JobResult>;

/** What queues and workers have in common. The connection is closed by whoever made it. */
export function overConnection(redis: Redis): QueueOptions {
  return { connection: redis, prefix: PREFIX };
}

/** BullMQ keeps each progress among 10,000 events, in the memory of Redis. Nobody here reads them. */
const MOST_EVENTS = 10;

export async function openQueue(redis: Redis): Promise<RunQueue> {
  const { Queue } = await import('bullmq');
  const queue: RunQueue = new Queue(QUEUE_NAME, {
    ...overConnection(redis),
    streams: { events: { maxLen: MOST_EVENTS } },
  });
  // The connection tells of its faults itself.
  queue.on('error', () => {});
  return queue;
}
