import type { JobEvent } from '../../jobs/jobEvent.ts';

/** What happens by a line that was not written by this user on this machine: its jobs are held until they are let in. */
export function foreignEvents(event: JobEvent): JobEvent[] {
  switch (event.type) {
    case 'added':
      return [{ ...event, held: true }];
    case 'kept':
      return [{ ...event, job: { ...event.job, held: true } }];
    case 'ended': {
      const { successor, ...ended } = event;
      return [ended, { type: 'added', jobs: successor ? [successor] : [], held: true }];
    }
    case 'retried':
    case 'admitted':
      return [];
    default:
      return [event];
  }
}
