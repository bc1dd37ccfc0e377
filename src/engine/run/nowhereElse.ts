import { ArcspaceError } from '../../graph/problem.ts';
import { noWishes, type SharedQueue } from '../../protocol/sharedQueueCalls.ts';
import type { Elsewhere } from './elsewhere.ts';

const none: SharedQueue = { address: null, hasPassword: false, store: null, wishes: noWishes };

/** Of a program that computes everything itself. */
export const nowhereElse: Elsewhere = {
  run: async () => {
    throw unavailable();
  },
  handlers: {
    sharedQueue: async () => none,
    chooseSharedQueue: async () => {
      throw unavailable();
    },
    wishOfSharedQueue: async () => {
      throw unavailable();
    },
    forgetSharedQueue: async () => none,
    queueWorkers: async () => ({ workers: [], waiting: 0, running: 0, notes: [] }),
  },
  close: async () => {},
};

function unavailable(): ArcspaceError {
  return new ArcspaceError('usage', 'This program sends no runs to a queue.', 'Run it on this computer.');
}
