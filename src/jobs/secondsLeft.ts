import { createPace, type Pace } from '../graph/sweep/pace.ts';
import type { Job } from './job.ts';
import { type QueueState, readyIn } from './queueState.ts';

/** Seconds that a job has left, and that it takes in all. */
export interface RunEstimate {
  readonly left: number;
  readonly total: number;
}

/** How long a queue takes. */
export interface QueueTime {
  readonly seconds: number;
  /** Some of its workflows never ran: they are taken for as long as the others. */
  readonly rough: boolean;
}

/**
 * How long all that runs and waits will take, from what jobs of the same workflows took.
 * @param estimate of the job that runs, where its own steps say more
 * @returns undefined while there is nothing to judge by
 */
export function secondsLeft(state: QueueState, now: number, estimate?: RunEstimate): QueueTime | undefined {
  const [running] = jobsIn(state, state.running);
  const paces = pacesOf(state);
  if (running && estimate && !paces.has(running.workflow)) addTo(paces, running.workflow, estimate.total);
  const all = paces.get(ALL);
  if (!all) return undefined;
  const left = (workflow: string, jobs: number): number => (paces.get(workflow) ?? all).left(jobs) ?? 0;
  const ready = readyIn(state);
  const jobs = jobsIn(state, [...state.running, ...ready]);
  const waiting = countedByWorkflow(jobsIn(state, ready));
  const underWay = jobsIn(state, state.running).map(
    (job) => estimate?.left ?? Math.max(0, left(job.workflow, 1) - (now - (job.started ?? now)) / 1000),
  );
  const work = sum(underWay) + sum([...waiting].map(([workflow, count]) => left(workflow, count)));
  return {
    // Other machines compute several at once.
    seconds: work / Math.max(1, underWay.length),
    rough: jobs.some(({ workflow }) => !paces.has(workflow)),
  };
}

const ALL = 'all';

/** By workflow, and of all together. */
function pacesOf(state: QueueState): Map<string, Pace> {
  const paces = new Map<string, Pace>();
  for (const { workflow, status, seconds } of jobsIn(state, state.ended)) {
    if (status !== 'done' || seconds === undefined) continue;
    addTo(paces, workflow, seconds);
  }
  return paces;
}

function addTo(paces: Map<string, Pace>, workflow: string, seconds: number): void {
  for (const name of [workflow, ALL]) {
    const pace = paces.get(name) ?? createPace();
    paces.set(name, pace);
    pace.add(seconds * 1000);
  }
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
