import { eachOf, type Work } from '../../tensor/work.ts';
import { antipodalError, expMap, projectToTangent } from '../sphere.ts';
import { norm, polar, scale } from '../vector.ts';
import type { PathTerm } from './pathTerm.ts';

export type WeightedTerm = readonly [PathTerm, number];
type Path = readonly Float64Array[];

export interface Descent {
  readonly path: Path;
  /** Loss of the given path and after each accepted step; it never rises. */
  readonly losses: readonly number[];
}

const smallestStep = 1e-12;

/**
 * Gradient descent on a product of spheres: the inner frames go against the gradient by exp steps, the
 * ends stay. A step that would not lower the loss is halved (Absil, Mahony & Sepulchre 2008, 4.2); after a good one it may
 * grow again.
 * @throws GeometryError `antipodal` when frames lie so opposite each other that there is no way down.
 */
export function* descend(
  start: Path,
  terms: readonly WeightedTerm[],
  rounds: number,
): Work<Descent, number | undefined> {
  let path = start;
  let step = 0.25;
  const losses = [yield* lossOf(path, terms)];
  if (losses[0] === Number.POSITIVE_INFINITY) throw antipodalError();
  for (let round = 0; round < rounds; round++) {
    const gradient = yield* tangentGradient(path, terms);
    const next = yield* downhill(path, gradient, step, losses.at(-1) as number, terms);
    if (!next) break;
    losses.push(next.loss);
    path = next.path;
    step = next.step * 1.6;
    yield round + 1;
  }
  return { path, losses };
}

/** The first of step, step / 2, step / 4, ... that lowers the loss; undefined when none does. */
function* downhill(
  path: Path,
  gradient: Path,
  first: number,
  loss: number,
  terms: readonly WeightedTerm[],
): Work<{ path: Path; loss: number; step: number } | undefined> {
  const steepness = Math.max(0, ...gradient.map(norm));
  for (let step = first; step * steepness > smallestStep; step /= 2) {
    const candidate = yield* eachOf(path, (frame, index) => moved(frame, gradient[index] as Float64Array, -step));
    const candidateLoss = yield* lossOf(candidate, terms);
    if (candidateLoss < loss) return { path: candidate, loss: candidateLoss, step };
  }
  return undefined;
}

function moved(frame: Float64Array, gradient: Float64Array, step: number): Float64Array {
  return polar(expMap(frame, scale(gradient, step)).point, 'a frame').unit;
}

function* lossOf(path: Path, terms: readonly WeightedTerm[]): Work<number> {
  let sum = 0;
  for (const [term, weight] of terms) sum += weight * (yield* term.loss(path));
  return sum;
}

/** Derivative by each frame, tangent at it; zero at the two ends. */
function* tangentGradient(path: Path, terms: readonly WeightedTerm[]): Work<Path> {
  const gradient = path.map((frame) => new Float64Array(frame.length));
  for (const [term, weight] of terms) yield* term.addGradient(path, weight, gradient);
  return yield* eachOf(gradient, (derivative, index) => {
    const isEnd = index === 0 || index === path.length - 1;
    return isEnd ? derivative.fill(0) : projectToTangent(path[index] as Float64Array, derivative).tangent;
  });
}
