import { setTimeout as sleep } from 'node:timers/promises';
import { PassingFault } from './sourceErrors.ts';

/** Waits so many seconds. */
export type Wait = (seconds: number, signal?: AbortSignal) => Promise<void>;

export const waitFor: Wait = (seconds, signal) => sleep(seconds * 1000, undefined, signal && { signal });

/** Seconds before each next try: a server that is started again is back within minutes. */
export const pauses: readonly number[] = [1, 2, 4, 8, 15, 30, 60, 60];
/** Of a source that was never heard: mostly the network is away, and somebody waits to be told. */
export const pausesBeforeHeard: readonly number[] = [1, 2];
/** Longer than that nobody waits in front of a screen. */
const longestPause = 5 * 60;

export interface Patience {
  /** Waits until another try is worth it. @throws what cannot be helped by waiting, or was not. */
  after(thrown: unknown, signal?: AbortSignal | undefined): Promise<void>;
  /** Something came: what follows is counted anew. */
  renew(): void;
}

/**
 * @param told is told why, and for how many seconds, before each wait.
 * @param waits seconds before each next try.
 */
export function createPatience(
  wait: Wait,
  told: (why: string, seconds: number) => void = () => {},
  waits: () => readonly number[] = () => pauses,
): Patience {
  let tries = 0;
  return {
    async after(thrown, signal) {
      signal?.throwIfAborted();
      if (!(thrown instanceof PassingFault)) throw thrown;
      const usual = waits()[tries++];
      const seconds = Math.max(usual ?? 0, thrown.wait ?? 0);
      if (usual === undefined || seconds > longestPause) throw thrown.error;
      told(thrown.error.message, seconds);
      await wait(seconds, signal);
    },
    renew() {
      tries = 0;
    },
  };
}
