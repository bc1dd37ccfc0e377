import type { Problem } from '../graph/problem.ts';
import type { Job, JobStatus } from './job.ts';
import { type QueueState, readyIn } from './queueState.ts';
import { jobsIn, type QueueTime } from './secondsLeft.ts';

/** A job as a list shows it. */
export type ListedJob = Pick<
  Job,
  | 'id'
  | 'name'
  | 'prompt'
  | 'status'
  | 'overrides'
  | 'priority'
  | 'forever'
  | 'place'
  | 'attempt'
  | 'started'
  | 'ended'
  | 'seconds'
  | 'problem'
  | 'files'
  | 'pictured'
>;

/** How far the job is that runs. */
export interface JobProgress {
  readonly id: string;
  /** 0..1 of the time that it takes. */
  readonly fraction: number;
  /** Title of the node that is being computed. */
  readonly node?: string;
}

export type JobCounts = Readonly<Record<JobStatus, number>>;

/** Jobs that have ended since the engine was started, forgotten ones too. */
export type JobTotals = Readonly<Record<'done' | 'failed', number>>;

/** What a window is told of the queue. */
export interface QueueView {
  /** Grows with every change; to be told again when asking for what has changed since. */
  readonly revision: number;
  /** Why this engine does not run it: another one has it. Absent where it does. */
  readonly elsewhere?: Problem;
  /** What of it could not be read when this engine took it: a sentence each. */
  readonly notes: readonly string[];
  readonly counts: JobCounts;
  readonly totals: JobTotals;
  /** Jobs that came with the workspace from elsewhere and wait to be let in; the counts and the list leave them out. */
  readonly held: number;
  /** Those that run, wait, and ended, the last of these first: some of them where they are many. Absent while they are as told before. */
  readonly jobs?: readonly ListedJob[];
  readonly progress: readonly JobProgress[];
  readonly left?: QueueTime | undefined;
}

/** Jobs in one list. */
export const MOST_LISTED = 200;
/** Ended jobs that are listed however many wait, and failed ones however many were done since. */
const ENDED_LISTED = 80;
const FAILED_LISTED = 40;

export function countJobs(state: QueueState): JobCounts {
  const counts = { waiting: readyIn(state).length, running: state.running.length, done: 0, failed: 0, cancelled: 0 };
  for (const { status } of jobsIn(state, state.ended)) counts[status]++;
  return counts;
}

/** What of a queue is shown: all that runs, what runs next, and what ended last. */
export function listJobs(state: QueueState): ListedJob[] {
  const room = MOST_LISTED - state.running.length;
  const waiting = readyIn(state).slice(0, room - Math.min(state.ended.length, ENDED_LISTED));
  const ended = endedToList(state, room - waiting.length);
  return jobsIn(state, [...state.running, ...waiting, ...ended]).map(listed);
}

function endedToList(state: QueueState, room: number): readonly string[] {
  const newest = state.ended.toReversed();
  const failed = newest.filter((id) => state.jobs.get(id)?.status === 'failed').slice(0, FAILED_LISTED);
  const chosen = new Set([...failed, ...newest].slice(0, room + failed.length));
  const shown = new Set([...chosen].slice(0, room));
  return newest.filter((id) => shown.has(id));
}

function listed({ workflow: _, path, targets, added, interruptions, followed, held, ...job }: Job): ListedJob {
  return job;
}
