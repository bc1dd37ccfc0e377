import type { JobRequest } from '../job.ts';

/** Somebody wants some workflow computed. */
export function request(id: string, given: Partial<JobRequest> = {}): JobRequest {
  return {
    id,
    workflow: 'a'.repeat(64),
    name: 'Untitled',
    prompt: '',
    path: null,
    targets: [],
    overrides: {},
    priority: 0,
    forever: null,
    place: 'here',
    added: 0,
    ...given,
  };
}
