import { z } from 'zod';
import { problemSchema } from '../graph/problemSchema.ts';
import { jobRequestSchema, jobSchema } from './job.ts';

const id = z.string().max(200);
const ids = z.array(id);
const time = z.number().nonnegative();

/** Everything that happens to a queue. What is not possible as the queue stands changes nothing. */
export const jobEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('added'), jobs: z.array(jobRequestSchema), held: z.boolean().optional() }),
  /** Held jobs may be begun. */
  z.object({ type: z.literal('admitted'), ids }),
  /** Jobs that wait are put before another that waits, or at the end. */
  z.object({ type: z.literal('moved'), ids, before: id.nullable() }),
  z.object({ type: z.literal('started'), id, time }),
  z.object({
    type: z.literal('ended'),
    id,
    time,
    outcome: z.enum(['done', 'failed', 'cancelled']),
    seconds: z.number().nonnegative(),
    problem: problemSchema.optional(),
    files: z.array(z.string()).optional(),
    pictured: z.boolean().optional(),
    /** Takes the place of one that is run for ever: one event, so that neither is lost without the other. */
    successor: jobRequestSchema.optional(),
  }),
  /** Jobs that wait are not wanted any more. */
  z.object({ type: z.literal('cancelled'), ids, time }),
  /** Failed and cancelled jobs wait again. */
  z.object({ type: z.literal('retried'), ids }),
  /** Whatever ran it is gone: it waits again, before all others. */
  z.object({ type: z.literal('interrupted'), id }),
  /** The same where that ended in good order. */
  z.object({ type: z.literal('paused'), ids }),
  /** No other takes its place when it is done. */
  z.object({ type: z.literal('limited'), ids }),
  /** Jobs that have ended are forgotten. */
  z.object({ type: z.literal('removed'), ids }),
  /** A job as it stood when what had happened before was summed up. */
  z.object({ type: z.literal('kept'), job: jobSchema }),
]);

export type JobEvent = z.output<typeof jobEventSchema>;
