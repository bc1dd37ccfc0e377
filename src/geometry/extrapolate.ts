import { eachOf, type Work } from '../tensor/work.ts';
import { GeometryError } from './geometryError.ts';
import { parallelTransport, transportAlong } from './parallelTransport.ts';
import { expMap, logMap } from './sphere.ts';
import { stepAngles, unitSequence } from './unitSequence.ts';
import { combine, norm, polar, scale, type Vector } from './vector.ts';

export interface ExtrapolateOptions {
  /** 1: goes on with the last velocity. 2: the velocity changes as it last did. */
  readonly order?: 1 | 2;
  /** First order: each step as long as the last one, or as the mean of all. */
  readonly stepLength?: 'last' | 'mean';
}

/**
 * `count` frames after the last one, on the sphere. First order: exp_y(-log_y(previous)), along one great circle. Second
 * order: adds the tangent acceleration v_T - transport(v_(T-1)), carried along by parallel transport. The radius goes on
 * linearly beside it. A still sequence stays still; with too few frames for a velocity or an acceleration that is zero.
 * @throws GeometryError `length` without frames, `zero-vector`, `antipodal` for opposite neighbours, `negative-radius`.
 */
export function* extrapolate(
  frames: readonly Vector[],
  count: number,
  { order = 1, stepLength = 'last' }: ExtrapolateOptions = {},
): Work<Float32Array[]> {
  if (frames.length === 0) throw new GeometryError('length', 'there is no frame to continue from');
  const { units, radii } = yield* unitSequence(frames);
  const mean = order === 1 && stepLength === 'mean';
  const velocity = mean ? yield* withMeanLength(lastVelocity(units), units) : lastVelocity(units);
  const radiusStep = mean ? meanStep(radii) : meanStep(radii.slice(-2));
  const change = order === 2 ? acceleration(units) : undefined;
  const directions = yield* walk(units.at(-1) as Float64Array, velocity, change, count);
  return yield* eachOf(directions, (direction, index) =>
    atRadius(direction, (radii.at(-1) as number) + (index + 1) * radiusStep, index + 1),
  );
}

/** Tangent at the last point: -log_y(previous). Zero when there is none. */
function lastVelocity(units: readonly Float64Array[]): Float64Array {
  const last = units.at(-1) as Float64Array;
  const previous = units.at(-2);
  return previous ? scale(logMap(last, previous), -1) : new Float64Array(last.length);
}

/** Tangent at the last point: its velocity less the one before, brought there by parallel transport. */
function acceleration(units: readonly Float64Array[]): Float64Array | undefined {
  const previous = units.at(-2);
  if (units.length < 3 || !previous) return undefined;
  const before = lastVelocity(units.slice(0, -1));
  const carried = parallelTransport(previous, units.at(-1) as Float64Array, before).tangent;
  return combine(1, lastVelocity(units), -1, carried);
}

function* walk(
  start: Float64Array,
  velocity: Float64Array,
  change: Float64Array | undefined,
  count: number,
): Work<Float64Array[]> {
  const points: Float64Array[] = [];
  let point = start;
  let speed = velocity;
  let push = change;
  for (let made = 0; made < count; made++) {
    yield;
    const step = push ? combine(1, speed, 1, push) : speed;
    const from = point;
    point = polar(expMap(from, step).point, 'the next frame').unit;
    speed = transportAlong(from, step, step);
    push = push && transportAlong(from, step, push);
    points.push(point);
  }
  return points;
}

function* withMeanLength(velocity: Float64Array, units: readonly Float64Array[]): Work<Float64Array> {
  const length = norm(velocity);
  const angles = yield* stepAngles(units);
  const mean = angles.reduce((sum, angle) => sum + angle, 0) / angles.length;
  return length === 0 ? velocity : scale(velocity, mean / length);
}

/** Mean difference of neighbours; 0 where there are none. */
function meanStep(values: readonly number[]): number {
  return values.length < 2 ? 0 : ((values.at(-1) as number) - (values[0] as number)) / (values.length - 1);
}

function atRadius(direction: Float64Array, radius: number, step: number): Float32Array {
  if (radius > 0) return new Float32Array(scale(direction, radius));
  throw new GeometryError('negative-radius', `at step ${step} the linear radius would be ${radius.toPrecision(3)}`);
}
