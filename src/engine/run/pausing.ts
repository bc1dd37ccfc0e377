import { setImmediate, setTimeout } from 'node:timers/promises';
import type { CancelSignal } from '../../diffusion/model.ts';

/** Milliseconds of work after which others, a cancel among them, have their turn. */
const longestTurn = 20;
/** Milliseconds between looks at whether work on another thread is still wanted. */
const lookInterval = 50;

/** Called between pieces of long work: lets others have their turn now and then, and throws when the run was cancelled. */
export function pausing(signal: CancelSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < longestTurn) return;
    await setImmediate();
    signal?.throwIfAborted();
    last = performance.now();
  };
}

/**
 * What the work gives, unless the run is cancelled before: then this throws at once.
 * @param discard receives what the work gives when nobody waits for it any more
 */
export async function abandonable<T>(
  work: Promise<T>,
  signal: CancelSignal | undefined,
  discard: (result: T) => void = () => undefined,
): Promise<T> {
  const done = work.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([done, setTimeout(lookInterval, false, { ref: false })]))) {
    if (!signal?.aborted) continue;
    work.then(discard, () => undefined);
    signal.throwIfAborted();
  }
  return work;
}
