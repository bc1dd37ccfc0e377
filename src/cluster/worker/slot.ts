import type { QueuedJob } from '../order.ts';
import type { JobProgress, JobResult } from '../queue/jobs.ts';
import type { StepPreview } from '../queue/previews.ts';

/** How far a job is. */
export interface SlotProgress extends JobProgress {
  /** The newest preview of the node that it is at; without one, the last still holds. */
  readonly preview?: StepPreview;
}

/** What computes one job at a time. */
export interface Slot {
  /** @throws ArcspaceError with the reason, `cancelled` among them. */
  compute(job: QueuedJob, signal: AbortSignal, tell: (progress: SlotProgress) => void): Promise<JobResult>;
  close(): Promise<void>;
}
