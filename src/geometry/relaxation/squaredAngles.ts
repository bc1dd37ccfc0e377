import { antipodalAngle } from '../sphere.ts';

/** Sum of squares of angles on the sphere, in radians²; Infinity where one is so wide that it has no direction. */
export function squaredAngles(angles: readonly number[]): number {
  return angles.reduce((sum, angle) => sum + (angle > antipodalAngle ? Number.POSITIVE_INFINITY : angle * angle), 0);
}
