import type { Work } from '../tensor/work.ts';
import { GeometryError } from './geometryError.ts';
import { orthonormalBasis } from './orthonormalBasis.ts';
import { descend, type WeightedTerm } from './relaxation/descend.ts';
import { energyTerm } from './relaxation/energyTerm.ts';
import { fidelityTerm } from './relaxation/fidelityTerm.ts';
import { globalStraightnessTerm } from './relaxation/globalStraightnessTerm.ts';
import { localStraightnessTerm } from './relaxation/localStraightnessTerm.ts';
import { spacingTerm } from './relaxation/spacingTerm.ts';
import { combineRowsInPieces, productsWithRowsInPieces } from './rowsInPieces.ts';
import { unitSequence } from './unitSequence.ts';
import { polar, scale, type Vector } from './vector.ts';

export interface RelaxWeights {
  /** Sum of |y_t - middle of its neighbours|²: 0 on a great circle at even speed. */
  readonly straightness?: number;
  /** Mean over all spans of the squared distance from their great circles: straight as a whole, not from frame to frame. */
  readonly globalStraightness?: number;
  /** Sum of squared angles between neighbours: short and even. */
  readonly energy?: number;
  /** Variance of the angles between neighbours: even, but no shorter. */
  readonly spacing?: number;
  /** Sum of squared angles to the given frames: stays near them. */
  readonly fidelity?: number;
}

export interface RelaxOptions {
  readonly weights?: RelaxWeights;
  /** Most steps of descent; it ends earlier where the loss no longer falls. */
  readonly rounds?: number;
  /** Norms of the inner frames: as given, or on a line between those of the ends. */
  readonly radii?: 'kept' | 'linear';
}

export interface RelaxedPath {
  /** The first and the last are the given ones, bit for bit. */
  readonly frames: readonly Float32Array[];
  /** Loss before and after each step; it never rises. */
  readonly losses: readonly number[];
}

/**
 * Straightens a jittery path: lowers a weighted sum of its faults by gradient descent on the sphere, the ends fixed.
 * Stops within a round, and with their number after each.
 * No gradient leaves the span of the frames, so that T frames are moved in at most T coordinates whatever their size.
 * @throws GeometryError `zero-vector`; `antipodal` for opposite frames where a term needs the way between them; `weights`
 * when one is negative; `length`.
 */
export function* relaxPath(
  frames: readonly Vector[],
  options: RelaxOptions = {},
): Work<RelaxedPath, number | undefined> {
  const { weights = { straightness: 1 }, rounds = 1000, radii = 'kept' } = options;
  if (frames.length < 3) return { frames: frames.map((frame) => Float32Array.from(frame)), losses: [] };
  const sequence = yield* unitSequence(frames);
  const basis = yield* orthonormalBasis(sequence.units);
  const start: Float64Array[] = [];
  for (const unit of sequence.units) start.push(polar(yield* productsWithRowsInPieces(basis, unit), 'a frame').unit);
  const { path, losses } = yield* descend(start, termsOf(weights, start), rounds);
  const size = frames[0]?.length ?? 0;
  const relaxed: Float32Array[] = [];
  for (const [index, frame] of path.entries()) {
    const radius = radii === 'kept' ? (sequence.radii[index] as number) : radiusOnLine(sequence.radii, index);
    const isEnd = index === 0 || index === path.length - 1;
    const moved = isEnd ? frames[index] : scale(yield* combineRowsInPieces(basis, frame, size), radius);
    relaxed.push(Float32Array.from(moved as Vector));
  }
  return { frames: relaxed, losses };
}

function termsOf(weights: RelaxWeights, start: readonly Float64Array[]): WeightedTerm[] {
  const { straightness = 0, globalStraightness = 0, energy = 0, spacing = 0, fidelity = 0 } = weights;
  const terms: WeightedTerm[] = [
    [localStraightnessTerm, straightness],
    [globalStraightnessTerm, globalStraightness],
    [energyTerm, energy],
    [spacingTerm, spacing],
    [fidelityTerm(start), fidelity],
  ];
  const wrong = terms.find(([, weight]) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (wrong) throw new GeometryError('weights', `${wrong[1]} is not a valid weight: weights are zero or more`);
  return terms.filter(([, weight]) => weight > 0);
}

function radiusOnLine(radii: readonly number[], index: number): number {
  const share = index / (radii.length - 1);
  return (1 - share) * (radii[0] as number) + share * (radii.at(-1) as number);
}
