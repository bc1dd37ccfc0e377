import { TorchGenerator } from '../tensor/random.ts';
import type { Work } from '../tensor/work.ts';
import { projectToTangent } from './sphere.ts';
import { combine, norm, polar, type Vector } from './vector.ts';

export interface ShellWalkOptions {
  /** Picks every turn. */
  readonly seed: number;
  /** Length of the way between two turns, in radians, above 0. */
  readonly leg: number;
  /** Cosine of the angle of a turn: 1 goes straight ahead, 0 turns at right angles. */
  readonly straightness: number;
}

interface Heading {
  /** Where a leg begins, of norm 1. */
  readonly at: Float64Array;
  /** Which way it goes: tangent there, of norm 1. */
  readonly towards: Float64Array;
}

/** Below this share of what is drawn a tangent is a rounding error, or as good as one. */
const leastShare = 1e-3;

/** Draws for one turn: a second one is rare, more than a few are needed only where there is no tangent at all. */
const mostDraws = 8;

/** "walk": without it the first draw would be the start itself wherever that is the noise of the same seed. */
const salt = 0x77616c6b;

/**
 * Points of a random walk on the sphere through `start`, so many radians along it each: geodesics of one length, between which
 * the walk turns by one angle towards a tangent drawn from the seed. Speed and norm stay the same all the way; 0 is the start,
 * bit for bit, and so is every place of a single number, which has nowhere to go.
 * @param distances radians along the walk, 0 or more, in any order.
 * @throws GeometryError `zero-vector`.
 */
export function* shellWalk(
  start: Vector,
  distances: readonly number[],
  { seed, leg, straightness }: ShellWalkOptions,
): Work<Float32Array[]> {
  const { radius, unit } = polar(start, 'the start');
  const generator = new TorchGenerator((seed ^ salt) >>> 0);
  const fresh = (at: Float64Array, besides?: Float64Array) => drawnTangent(generator, at, besides);
  const first = fresh(unit);
  if (!first) return distances.map(() => Float32Array.from(start));
  let heading: Heading = { at: unit, towards: first };
  const points: Float32Array[] = [];
  const inOrder = distances.map((distance, index) => ({ distance, index }));
  let walked = 0;
  for (const { distance, index } of inOrder.toSorted((one, other) => one.distance - other.distance)) {
    for (; (walked + 1) * leg < distance; walked++) {
      yield;
      heading = turned(gone(heading, leg), straightness, fresh);
    }
    const { at } = gone(heading, distance - walked * leg);
    points[index] = distance === 0 ? Float32Array.from(start) : Float32Array.from(at, (value) => radius * value);
  }
  return points;
}

/** Where a geodesic leads, and its own direction there. */
function gone({ at, towards }: Heading, angle: number): Heading {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return { at: combine(cosine, at, sine, towards), towards: combine(-sine, at, cosine, towards) };
}

/** The same place with another direction; rounding is not carried on. */
function turned(
  { at, towards }: Heading,
  straightness: number,
  fresh: (at: Float64Array, besides: Float64Array) => Float64Array | undefined,
): Heading {
  const unit = polar(at, 'the walk').unit;
  const ahead = polar(projectToTangent(unit, towards).tangent, 'the heading').unit;
  const aside = fresh(unit, ahead);
  if (!aside) return { at: unit, towards: ahead };
  return { at: unit, towards: combine(straightness, ahead, Math.sqrt(1 - straightness * straightness), aside) };
}

/** A tangent of norm 1 at right angles to what it is drawn besides; undefined in a space too small for one. */
function drawnTangent(generator: TorchGenerator, at: Float64Array, besides?: Float64Array): Float64Array | undefined {
  for (let draw = 0; draw < mostDraws; draw++) {
    const drawn = generator.randn([at.length]).data;
    const { tangent } = projectToTangent(at, drawn);
    const aside = besides ? projectToTangent(besides, tangent).tangent : tangent;
    if (norm(aside) > leastShare * norm(drawn)) return polar(aside, 'the turn').unit;
  }
  return undefined;
}
