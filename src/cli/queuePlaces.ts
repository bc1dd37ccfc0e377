import type { SharedPlaces } from '../cluster/openShared.ts';

/** What the command line and the environment say of a queue: other users of a machine see the arguments of its programs. */
export function queuePlaces(queue: string, store: string | undefined): SharedPlaces {
  return { queue, store, password: process.env.ARCSPACE_QUEUE_PASSWORD };
}
