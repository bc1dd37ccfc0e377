import { createPace, type Pace } from '../graph/sweep/pace.ts';
import type { Job } from './job.ts';
import type { QueueState } from './queueState.ts';

/** How long a queue takes. */
export interface QueueTime {
  readonly seconds: number;
  /** Some of its workflows never ran: they are taken for as long as the others. */
  readonly rough: boolean;
}

/**
 * How long all that runs and waits will take, from what jobs of the same workflows took.
 * @param running seconds left of the job that runs, where more is known of it
 * @returns undefined while no job was done
 */
export function secondsLeft(state: QueueState, now: number, running?: number): QueueTime | undefined {
  const paces = pacesOf(state);
  const all = paces.get(ALL);
  if (!all) return undefined;
  const left = (workflow: string, jobs: number): number => (paces.get(workflow) ?? all).left(jobs) ?? 0;
  const jobs = jobsIn(state, [...state.running, ...state.waiting]);
  const waiting = countedByWorkflow(jobsIn(state, state.waiting));
  const underWay = jobsIn(state, state.running).map(
    (job) => running ?? Math.max(0, left(job.workflow, 1) - (now - (job.started ?? now)) / 1000),
  );
  return {
    seconds: sum(underWay) + sum([...waiting].map(([workflow, count]) => left(workflow, count))),
    rough: jobs.some(({ workflow }) => !paces.has(workflow)),
  };
}

const ALL = 'all';

/** By workflow, and of all together. */
function pacesOf(state: QueueState): ReadonlyMap<string, Pace> {
  const paces = new Map<string, Pace>();
  for (const { workflow, status, seconds } of jobsIn(state, state.ended)) {
    if (status !== 'done' || seconds === undefined) continue;
    for (const name of [workflow, ALL]) {
      const pace = paces.get(name) ?? createPace();
      paces.set(name, pace);
      pace.add(seconds * 1000);
    }
  }
  return paces;
}

function countedByWorkflow(jobs: readonly Job[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { workflow } of jobs) counts.set(workflow, (counts.get(workflow) ?? 0) + 1);
  return counts;
}

export function jobsIn({ jobs }: QueueState, ids: readonly string[]): Job[] {
  return ids.map((id) => jobs.get(id)).filter((job) => job !== undefined);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
