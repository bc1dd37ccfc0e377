import { eachOf, type Work } from '../tensor/work.ts';
import { GeometryError } from './geometryError.ts';
import { squaredAngles } from './relaxation/squaredAngles.ts';
import { slerpUnit } from './slerp.ts';
import { angleBetween, antipodalAngle } from './sphere.ts';
import { stepAngles, unitSequence } from './unitSequence.ts';
import { polar, scale, type Vector } from './vector.ts';

export interface SmoothOptions {
  /** How far a frame moves in a round, 0 to 1: 1 is half of the way to the middle of its neighbours. */
  readonly strength: number;
  readonly rounds: number;
  /** Norms of the inner frames: as they were, or smoothed in the same way. */
  readonly radii: 'kept' | 'smoothed';
}

type Path = readonly Float64Array[];

/** After so many halvings a round moves nothing that float64 could see. */
const mostHalvings = 40;

/**
 * Smooths a sequence on the sphere: in each round every inner frame goes towards the middle of its neighbours, their Karcher
 * mean slerp(y_(t-1), y_(t+1), 1/2), all at once, so that no direction of time is preferred. Half of the way is the binomial
 * filter 1/4, 1/2, 1/4: it takes out in one round what alternates from frame to frame; going further would bring it back with
 * its sign turned. It is gradient descent on the sum of squared angles between neighbours, and a round that would raise that is
 * halved. Norms go through the same filter as often as is asked for, whatever the directions do. Stops within a round, and with
 * their number after each.
 * @returns as many frames, of which the first and the last are the given ones, bit for bit.
 * @throws GeometryError `zero-vector`; `antipodal` naming the frame whose neighbours are opposite each other, or that lies
 * opposite their middle; `length`.
 */
export function* smoothSequence(
  frames: readonly Vector[],
  { strength, rounds, radii }: SmoothOptions,
): Work<readonly Float32Array[], number | undefined> {
  const given = frames.map((frame) => Float32Array.from(frame));
  const share = Math.min(1, Math.max(0, strength)) / 2;
  if (frames.length < 3 || share === 0 || rounds === 0) return given;
  const sequence = yield* unitSequence(frames);
  let path: Path = sequence.units;
  let energy = yield* energyOf(path);
  for (let round = 1; round <= rounds; round++) {
    const next = yield* calmer(path, share, energy);
    if (!next) break;
    ({ path, energy } = next);
    yield round;
  }
  const norms = radii === 'smoothed' ? smoothedNumbers(sequence.radii, share, rounds) : sequence.radii;
  const moved = yield* eachOf(path, (unit, index) => Float32Array.from(scale(unit, norms[index] as number)));
  const ends = [0, moved.length - 1];
  return moved.map((frame, index) => (ends.includes(index) ? (given[index] as Float32Array) : frame));
}

/** One round, with the largest of share, share / 2, share / 4, ... that does not raise the energy; undefined when none does. */
function* calmer(path: Path, share: number, energy: number): Work<{ path: Path; energy: number } | undefined> {
  for (let halving = 0; halving < mostHalvings; halving++) {
    const candidate = yield* eachOf(path, (frame, index) => towardsMiddle(path, frame, index, share / 2 ** halving));
    const after = yield* energyOf(candidate);
    if (after <= energy) return { path: candidate, energy: after };
  }
  return undefined;
}

function* energyOf(path: Path): Work<number> {
  return squaredAngles(yield* stepAngles(path));
}

function towardsMiddle(path: Path, frame: Float64Array, index: number, share: number): Float64Array {
  const [before, after] = [path[index - 1], path[index + 1]];
  if (!before || !after) return frame;
  if (angleBetween(before, after) > antipodalAngle) {
    throw new GeometryError(
      'antipodal',
      `frames ${index} and ${index + 2} are opposite each other, so nothing lies in their middle`,
    );
  }
  const middle = slerpUnit(before, after, 0.5);
  if (angleBetween(frame, middle) > antipodalAngle) {
    throw new GeometryError('antipodal', `frame ${index + 1} lies opposite the middle of its neighbours`);
  }
  return polar(slerpUnit(frame, middle, share), `frame ${index + 1}`).unit;
}

function smoothedNumbers(given: readonly number[], share: number, rounds: number): readonly number[] {
  let values = given;
  for (let round = 0; round < rounds; round++) {
    values = values.map((value, index) => {
      const [before, after] = [values[index - 1], values[index + 1]];
      if (before === undefined || after === undefined) return value;
      return (1 - share) * value + (share * (before + after)) / 2;
    });
  }
  return values;
}
