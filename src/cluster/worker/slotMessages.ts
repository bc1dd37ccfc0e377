import type { Problem } from '../../graph/problem.ts';
import type { QueuedJob } from '../order.ts';
import type { JobResult } from '../queue/jobs.ts';
import type { SlotProgress } from './slot.ts';

/** What a worker says to the process of a slot. */
export type ToSlot = { readonly kind: 'compute'; readonly job: QueuedJob } | { readonly kind: 'cancel' };

/** What the process of a slot says to its worker: of one job, and then nothing more. */
export type FromSlot =
  | { readonly kind: 'progress'; readonly progress: SlotProgress }
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly problem: Problem };
