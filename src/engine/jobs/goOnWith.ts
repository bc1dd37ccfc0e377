import type { Job } from '../../jobs/job.ts';
import type { JobEvent } from '../../jobs/jobEvent.ts';

/** Times that whatever ran a job ended before it did, after which it is not begun again by itself. */
const MOST_INTERRUPTIONS = 3;

/** What becomes of a job whose engine ended while it was running: it waits again, unless it may well be what ends engines. */
export function goOnWith({ id, interruptions, started }: Job): JobEvent {
  const times = interruptions + 1;
  if (times < MOST_INTERRUPTIONS) return { type: 'interrupted', id };
  const problem = {
    code: 'job-interrupted',
    message: `Arcspace ended ${times} times while it computed this run.`,
    place: {},
    remedy: 'Try smaller pictures or a smaller model if it runs out of memory, then add it again. Otherwise retry it.',
  };
  return { type: 'ended', id, time: started ?? 0, outcome: 'failed', seconds: 0, problem };
}
