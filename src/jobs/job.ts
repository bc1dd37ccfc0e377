import { z } from 'zod';
import { problemSchema } from '../graph/problemSchema.ts';

const id = z.string().regex(/^[A-Za-z0-9_.-]{1,200}$/);
const time = z.number().nonnegative();

export const seedModeSchema = z.enum(['fixed', 'random', 'next']);

/** What each of several runs of a workflow does with its seeds. */
export type SeedMode = z.output<typeof seedModeSchema>;

/** Where a run is computed: by this engine, or by the workers of the queue that its user has named. */
export const runPlaceSchema = z.enum(['here', 'queue']);

/** Characters of a prompt that are kept for people. */
export const LONGEST_PROMPT = 200;

/** What somebody wants to be computed. */
export const jobRequestSchema = z.object({
  /** Chosen by whoever asks: to ask twice adds one job. */
  id,
  /** sha256 of the workflow's text, under which it is kept. */
  workflow: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of the workflow, for people. */
  name: z.string().max(200),
  /** What its pictures are to show, shortened. */
  prompt: z.string().max(LONGEST_PROMPT).default(''),
  /** Where its relative paths start from. */
  path: z.string().min(1).max(4096).nullable(),
  /** The nodes that are run to; none for everything that shows or writes something. */
  targets: z.array(z.string().max(200)).max(5000),
  /** Values in place of those of the workflow, by "node.parameter". */
  overrides: z.record(z.string().max(500), z.unknown()),
  /** Jobs of a higher one come before those that wait already. */
  priority: z.int().min(-100).max(100),
  /** The seeds of the job that takes its place whenever it is done; null for a job that is done once. */
  forever: seedModeSchema.nullable(),
  place: runPlaceSchema.default('here'),
  /** Milliseconds since 1970, as are all times. */
  added: time,
});

export const jobSchema = jobRequestSchema.extend({
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** How often it was begun. */
  attempt: z.int().nonnegative(),
  /** How often whatever ran it ended before the job did, since somebody last asked for it. */
  interruptions: z.int().nonnegative(),
  started: time.optional(),
  ended: time.optional(),
  /** That its last run took. */
  seconds: z.number().nonnegative().optional(),
  problem: problemSchema.optional(),
  /** Paths written. */
  files: z.array(z.string().max(4096)).optional(),
  /** Whether a small picture of what it gave is kept. */
  pictured: z.boolean().optional(),
  /** Came with the workspace from elsewhere: not begun before somebody here lets it in. */
  held: z.boolean().optional(),
  /** The job that took its place, where it was wanted for ever. */
  followed: id.optional(),
});

export type JobRequest = z.output<typeof jobRequestSchema>;
export type Job = z.output<typeof jobSchema>;
export type JobStatus = Job['status'];
export type Outcome = Extract<JobStatus, 'done' | 'failed' | 'cancelled'>;

/** A new job for the same thing. */
export function requestAgain(
  { workflow, name, prompt, path, targets, overrides, priority, place }: Job,
  id: string,
  added: number,
): JobRequest {
  return { id, workflow, name, prompt, path, targets, overrides, priority, place, forever: null, added };
}
