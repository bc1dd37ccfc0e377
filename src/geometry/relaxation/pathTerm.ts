import type { Work } from '../../tensor/work.ts';

/** One thing that a path of unit vectors is to have little of. */
export interface PathTerm {
  /** Infinity where frames lie opposite each other, so that there is no gradient: no step goes there. */
  loss(path: readonly Float64Array[]): Work<number>;
  /**
   * Adds `weight` times the derivative of the loss by each frame to `gradient`, in the coordinates of the space around
   * the sphere: what points along the frame itself is taken out later.
   */
  addGradient(path: readonly Float64Array[], weight: number, gradient: readonly Float64Array[]): Work<void>;
}
