import { logMap, projectToTangent } from './sphere.ts';
import { dot, norm, type Vector } from './vector.ts';

export interface Transported {
  /** The carried vector, tangent at z, in float64. */
  readonly tangent: Float64Array;
  /** Length of the part of v that was not tangent at y and was left out first. */
  readonly removed: number;
}

/**
 * Carries `v` from unit `y` to unit `z` along their geodesic without turning it: with u the unit tangent at y towards z,
 * v' = v - <v,u> u + <v,u> (cos(theta) u - sin(theta) y) (Absil, Mahony & Sepulchre 2008, "Optimization algorithms on
 * matrix manifolds", 8.1.1). Norms and angles of tangent vectors are kept.
 * @throws GeometryError `antipodal` when z is opposite y.
 */
export function parallelTransport(y: Vector, z: Vector, v: Vector): Transported {
  const { tangent, removed } = projectToTangent(y, v);
  return { tangent: transportAlong(y, logMap(y, z), tangent), removed };
}

/**
 * Carries tangent `v` along the geodesic that starts at unit `y` with tangent `velocity`, for one unit of time. It may go
 * beyond half a turn, where the geodesic is not the shortest any more.
 */
export function transportAlong(y: Vector, velocity: Vector, v: Vector): Float64Array {
  const theta = norm(velocity);
  const carried = Float64Array.from(v);
  if (theta === 0) return carried;
  const along = dot(v, velocity) / theta;
  // cos(theta) - 1, written so that small angles keep their digits.
  const onVelocity = (-2 * Math.sin(theta / 2) ** 2 * along) / theta;
  const onPoint = -Math.sin(theta) * along;
  for (let i = 0; i < carried.length; i++) {
    carried[i] = (carried[i] as number) + onVelocity * (velocity[i] as number) + onPoint * (y[i] as number);
  }
  return carried;
}
