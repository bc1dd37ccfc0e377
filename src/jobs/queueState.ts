import type { Job, JobRequest, JobStatus } from './job.ts';
import type { JobEvent } from './jobEvent.ts';

/** A queue: every job stands in one of the three lists. */
export interface QueueState {
  readonly jobs: ReadonlyMap<string, Job>;
  /** In the order in which they will run. */
  readonly waiting: readonly string[];
  readonly running: readonly string[];
  /** The one that ended first comes first. */
  readonly ended: readonly string[];
}

export const emptyQueue: QueueState = { jobs: new Map(), waiting: [], running: [], ended: [] };

/** Ended jobs that are remembered; the oldest go. */
export const MOST_ENDED = 1000;

/** Those that wait and may be begun. */
export function readyIn({ jobs, waiting }: QueueState): string[] {
  return waiting.filter((id) => !jobs.get(id)?.held);
}

/** Those that wait to be let in. */
export function heldIn({ jobs, waiting }: QueueState): string[] {
  return waiting.filter((id) => jobs.get(id)?.held);
}

/** A queue while events change it. */
interface Draft {
  readonly jobs: Map<string, Job>;
  waiting: string[];
  running: string[];
  ended: string[];
}

/** The queue after events, in the order in which they happened. */
export function afterEvents(state: QueueState, events: readonly JobEvent[]): QueueState {
  const { jobs, waiting, running, ended } = state;
  const draft: Draft = { jobs: new Map(jobs), waiting: [...waiting], running: [...running], ended: [...ended] };
  for (const event of events) apply(draft, event);
  return draft;
}

type Step<T extends JobEvent['type']> = (draft: Draft, event: Extract<JobEvent, { type: T }>) => void;

const steps: { readonly [T in JobEvent['type']]: Step<T> } = {
  added(draft, { jobs, held }) {
    for (const request of jobs) add(draft, request, held);
  },
  admitted(draft, { ids }) {
    for (const { held: _, ...job } of known(draft, ids)) draft.jobs.set(job.id, job);
  },
  moved: (draft, { ids, before }) => move(draft, ids, before),
  started(draft, { id, time }) {
    change(draft, [id], ['waiting'], (job) => begun(job, time));
  },
  ended: end,
  cancelled(draft, { ids, time }) {
    change(draft, ids, ['waiting'], (job) => ({ ...job, status: 'cancelled', ended: time }));
  },
  retried(draft, { ids }) {
    change(draft, ids, ['failed', 'cancelled'], (job) => {
      const { held: _, ...again } = fresh(job);
      return { ...again, status: 'waiting', interruptions: 0 };
    });
  },
  interrupted(draft, { id }) {
    putBack(draft, [id], 1);
  },
  paused: (draft, { ids }) => putBack(draft, ids, 0),
  limited(draft, { ids }) {
    for (const job of known(draft, ids)) draft.jobs.set(job.id, { ...job, forever: null });
  },
  removed: (draft, { ids }) => remove(draft, ids),
  kept(draft, { job }) {
    if (!draft.jobs.has(job.id)) enter(draft, job, draft[listOf(job.status)].length);
  },
};

function apply(draft: Draft, event: JobEvent): void {
  (steps[event.type] as (draft: Draft, event: JobEvent) => void)(draft, event);
}

function listOf(status: JobStatus): 'waiting' | 'running' | 'ended' {
  return status === 'waiting' || status === 'running' ? status : 'ended';
}

function known(draft: Draft, ids: readonly string[]): Job[] {
  return [...new Set(ids)].map((id) => draft.jobs.get(id)).filter((job) => job !== undefined);
}

/** Without what its last run left. */
function fresh({ started: _, ended, seconds, problem, files, pictured, ...job }: Job): Job {
  return job;
}

function begun(job: Job, started: number): Job {
  return { ...fresh(job), status: 'running', attempt: job.attempt + 1, started };
}

function add(draft: Draft, request: JobRequest, held = false): void {
  if (draft.jobs.has(request.id)) return;
  const job: Job = { ...request, status: 'waiting', attempt: 0, interruptions: 0, ...(held ? { held } : {}) };
  enter(draft, job, placeOf(draft, request.priority));
}

/** After all that wait and are no less urgent. */
function placeOf({ jobs, waiting }: Draft, priority: number): number {
  return waiting.findLastIndex((id) => (jobs.get(id)?.priority ?? 0) >= priority) + 1;
}

function enter(draft: Draft, job: Job, at: number): void {
  draft.jobs.set(job.id, job);
  draft[listOf(job.status)].splice(at, 0, job.id);
  forgetOldest(draft);
}

function forgetOldest(draft: Draft): void {
  for (const id of draft.ended.splice(0, Math.max(0, draft.ended.length - MOST_ENDED))) draft.jobs.delete(id);
}

/** Changes those of the jobs that have one of these states, and puts them where they belong then. */
function change(draft: Draft, ids: readonly string[], from: readonly JobStatus[], changed: (job: Job) => Job): void {
  const jobs = known(draft, ids).filter(({ status }) => from.includes(status));
  leave(draft, jobs);
  for (const job of jobs.map(changed)) {
    const list = draft[listOf(job.status)];
    enter(draft, job, list === draft.waiting ? placeOf(draft, job.priority) : list.length);
  }
}

function leave(draft: Draft, jobs: readonly Job[]): void {
  const gone = new Set(jobs.map(({ id }) => id));
  for (const list of new Set(jobs.map(({ status }) => listOf(status)))) {
    draft[list] = draft[list].filter((id) => !gone.has(id));
  }
}

function end(draft: Draft, { type: _, id, time, outcome, successor, ...result }: JobEvent & { type: 'ended' }): void {
  const isForever = draft.jobs.get(id)?.forever != null;
  if (draft.jobs.get(id)?.status !== 'running') return;
  const followed = successor && isForever ? { followed: successor.id } : {};
  change(draft, [id], ['running'], (job) => ({
    ...job,
    ...result,
    ...followed,
    status: outcome,
    ended: time,
    forever: null,
  }));
  if (successor && isForever) add(draft, successor);
}

/** Where `before` waits no longer, it has begun: what was to stand before it is next. */
function move(draft: Draft, ids: readonly string[], before: string | null): void {
  const moved = known(draft, ids).filter(({ status }) => status === 'waiting');
  const names = moved.map(({ id }) => id);
  if (before !== null && names.includes(before)) return;
  leave(draft, moved);
  const at = before === null ? draft.waiting.length : Math.max(0, draft.waiting.indexOf(before));
  draft.waiting.splice(at, 0, ...names);
}

/** What runs waits again, before all others. */
function putBack(draft: Draft, ids: readonly string[], interruptions: number): void {
  const running = known(draft, ids).filter(({ status }) => status === 'running');
  const names = running.map(({ id }) => id);
  change(draft, names, ['running'], (job) => ({
    ...job,
    status: 'waiting',
    interruptions: job.interruptions + interruptions,
  }));
  const next = draft.waiting.find((id) => !names.includes(id));
  if (next !== undefined) move(draft, names, next);
}

function remove(draft: Draft, ids: readonly string[]): void {
  const jobs = known(draft, ids).filter(({ status }) => listOf(status) === 'ended');
  leave(draft, jobs);
  for (const { id } of jobs) draft.jobs.delete(id);
}
