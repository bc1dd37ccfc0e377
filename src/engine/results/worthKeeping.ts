/** Milliseconds. What is made faster than this is made again. */
export const leastCost = 25;

/** Bytes for each millisecond that a result took: a slow disk with a slow processor reads twice as many. */
const bytesPerMillisecond = 50_000;

/** Bytes. To lay out more would hold up calls, and each such file would push many others out. */
const largest = 64 * 2 ** 20;

/** Whether reading a result again saves time. */
export function worthKeeping(milliseconds: number, bytes: number): boolean {
  return milliseconds >= leastCost && bytes <= Math.min(milliseconds * bytesPerMillisecond, largest);
}
