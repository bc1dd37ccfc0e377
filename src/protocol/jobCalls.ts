import { z } from 'zod';
import { workflowSchema } from '../graph/workflow/schema.ts';
import { runPlaceSchema, type SeedMode, seedModeSchema } from '../jobs/job.ts';
import type { QueueView } from '../jobs/queueView.ts';
import { id, nothing, path, type SchemasOf } from './callParts.ts';
import type { WorkflowRun } from './types.ts';

/** Jobs that are wanted together: the same workflow some times. */
export interface JobOrder extends Pick<WorkflowRun, 'workflow' | 'path' | 'targets' | 'place'> {
  /** Chosen by whoever asks, and part of the names of the jobs: to ask twice adds them once. */
  readonly order: string;
  readonly count: number;
  /** What each of them does with the seeds that pictures start from. */
  readonly seeds: SeedMode;
  /** Whenever the last of them is done another takes its place, until that is stopped. */
  readonly forever: boolean;
  /** Those of a higher one come before those that wait already; 0 is usual. */
  readonly priority: number;
}

type Jobs = { readonly ids: readonly string[] };

/** The queue of the workspace. It belongs to nobody: jobs go on when the window is closed that asked for them. */
export interface JobCalls {
  /** Adds jobs and answers at once. */
  submitJobs: { arguments: JobOrder; result: Jobs };
  /** How the queue stands; answers when that is not what `seen` is the number of, after half a minute in any case. */
  watchJobs: { arguments: { readonly seen: number }; result: QueueView };
  /** Those that wait are not run, those that run are stopped. */
  cancelJobs: { arguments: Jobs; result: null };
  /** The same for all that wait. */
  cancelWaitingJobs: { arguments: Record<string, never>; result: null };
  /** Puts some that wait before another, or at the end. */
  moveJobs: { arguments: Jobs & { readonly before: string | null }; result: null };
  /** Failed and cancelled jobs wait again; of jobs that are done new ones are added. */
  repeatJobs: { arguments: Jobs; result: null };
  /** No others take their places. */
  limitJobs: { arguments: Jobs; result: null };
  /** Forgets all that have ended. What they wrote stays. */
  clearJobs: { arguments: Record<string, never>; result: null };
  /** Lets the jobs in that came with the workspace from elsewhere, or forgets them. */
  answerHeldJobs: { arguments: { readonly run: boolean }; result: null };
  /** The workflow of a job with its own values, as the text of a file. */
  jobWorkflow: { arguments: { readonly id: string }; result: { readonly text: string; readonly path: string | null } };
  /** A small picture of what a job gave: WebP. */
  jobPicture: { arguments: { readonly id: string }; result: { readonly bytes: Uint8Array } };
}

/** Jobs that one order adds. */
export const MOST_JOBS = 10_000;

const jobs = z.object({ ids: z.array(id).max(MOST_JOBS) });

export const jobCallSchemas: SchemasOf<JobCalls> = {
  submitJobs: z.object({
    order: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
    workflow: workflowSchema,
    path: path.nullable(),
    targets: z.array(id).max(5000),
    count: z.int().min(1).max(MOST_JOBS),
    seeds: seedModeSchema,
    forever: z.boolean(),
    priority: z.int().min(-100).max(100),
    place: runPlaceSchema.optional(),
  }),
  watchJobs: z.object({ seen: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER) }),
  cancelJobs: jobs,
  cancelWaitingJobs: nothing,
  moveJobs: jobs.extend({ before: id.nullable() }),
  repeatJobs: jobs,
  limitJobs: jobs,
  clearJobs: nothing,
  answerHeldJobs: z.object({ run: z.boolean() }),
  jobWorkflow: z.object({ id }),
  jobPicture: z.object({ id }),
};
