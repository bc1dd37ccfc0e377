import { setTimeout as pause } from 'node:timers/promises';

const STEP = 50;
/** So many looks in a row that find nothing more given back. */
const QUIET = 5;
const LONGEST = 2000;
const MEGABYTE = 2 ** 20;

/**
 * V8 gives memory back on a thread of its own, after its collector has returned. Waits until the process no longer
 * shrinks, two seconds at most.
 * @param resident bytes that the process holds
 */
export async function memorySettled(resident: () => number = process.memoryUsage.rss): Promise<void> {
  let last = resident();
  for (let waited = 0, quiet = 0; waited < LONGEST && quiet < QUIET; waited += STEP) {
    await pause(STEP);
    const now = resident();
    quiet = now > last - MEGABYTE ? quiet + 1 : 0;
    last = now;
  }
}
