import { z } from 'zod';
import { workflowSchema } from '../graph/workflow/schema.ts';
import { runPlaceSchema } from '../jobs/job.ts';
import { id, path, type SchemasOf } from './callParts.ts';
import type { RunName, RunOptions, RunRecord, WatchedEvents } from './types.ts';

/** Runs that a window waits for, by the names that it gave them. */
export interface RunCalls {
  /** Starts a run and answers at once. A run of the same client and `lane` that is under way is dropped for the newer one
   * (live mode: the newest request wins). A run that is known already is not started again. */
  submit: { arguments: RunOptions; result: null };
  /** Events of a run from a number on, up to and with one of type `done`. Answers when there are some, after half a minute
   * in any case. All of a run can be asked for again, while it is under way and for a while after it; only progress that a
   * newer one has made stale is left out. A run that nobody watches for ten minutes is cancelled. A call `ahead` is made
   * before the one before it was answered, and goes on where that one ends; `from` then only tells what has arrived. */
  watch: { arguments: RunName & { readonly from: number; readonly ahead: boolean }; result: WatchedEvents };
  cancel: { arguments: RunName; result: null };
  /** Runs of this client that can be watched, oldest first. */
  runs: { arguments: { client: string }; result: readonly RunRecord[] };
}

const runName = { client: id, run: id };

export const runCallSchemas: SchemasOf<RunCalls> = {
  submit: z.object({
    ...runName,
    workflow: workflowSchema,
    path: path.nullable(),
    targets: z.array(id).max(5000),
    lane: id,
    watch: z.array(id).max(5000).nullable(),
    shown: z.record(id, z.string().max(200)),
    kept: z.enum(['all', 'newest', 'none']).optional(),
    place: runPlaceSchema.optional(),
  }),
  watch: z.object({
    ...runName,
    from: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
    ahead: z.boolean(),
  }),
  cancel: z.object(runName),
  runs: z.object({ client: id }),
};
