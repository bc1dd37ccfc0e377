import type { PadPoint } from '../../parameters/pad.ts';

/** Where the corners of a pad lie, in the order of their names. */
export const places: readonly PadPoint[] = [
  [0, 1],
  [1, 1],
  [0, 0],
  [1, 0],
];
