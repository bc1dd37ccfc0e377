import type { RunQueue } from './jobs.ts';

/** Runs in a queue. */
export interface QueueLoad {
  /** Those that wait for a free worker, or to be tried again. */
  readonly waiting: number;
  readonly running: number;
  /** Those that failed in the last week. */
  readonly failed: number;
}

export async function loadOf(queue: RunQueue): Promise<QueueLoad> {
  const counts = await queue.getJobCounts('wait', 'prioritized', 'delayed', 'active', 'failed');
  const { wait = 0, prioritized = 0, delayed = 0, active = 0, failed = 0 } = counts;
  return { waiting: wait + prioritized + delayed, running: active, failed };
}
