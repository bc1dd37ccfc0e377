import type { QueuedJob } from '../order.ts';
import type { JobProgress, JobResult } from '../queue/jobs.ts';

/** What computes one job at a time. */
export interface Slot {
  /** @throws ArcspaceError with the reason, `cancelled` among them. */
  compute(job: QueuedJob, signal: AbortSignal, tell: (progress: JobProgress) => void): Promise<JobResult>;
  close(): Promise<void>;
}
