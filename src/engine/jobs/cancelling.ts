import type { JobEvent } from '../../jobs/jobEvent.ts';
import type { QueueState } from '../../jobs/queueState.ts';
import { jobsIn } from '../../jobs/secondsLeft.ts';

/** What cancels jobs as the queue stands: those that wait are not run, those that run end. @param time milliseconds */
export function cancelling(state: QueueState, ids: readonly string[], time: number): JobEvent[] {
  const meant = lastOf(state, ids);
  const running = jobsIn(state, meant).filter(({ status }) => status === 'running');
  return [
    { type: 'cancelled', ids: meant, time },
    ...running.map(({ id, started = time }): JobEvent => {
      // Clocks are set back at times.
      return { type: 'ended', id, time, outcome: 'cancelled', seconds: Math.max(0, time - started) / 1000 };
    }),
  ];
}

/** The jobs that have taken the place of those that are wanted for ever and have ended since somebody looked; the others as they are. */
export function lastOf({ jobs }: QueueState, ids: readonly string[]): string[] {
  const last = (id: string): string => {
    const seen = new Set<string>();
    let current = id;
    for (let next = jobs.get(id)?.followed; next !== undefined && !seen.has(next); next = jobs.get(next)?.followed) {
      seen.add(next);
      current = next;
    }
    return current;
  };
  return ids.map(last);
}
