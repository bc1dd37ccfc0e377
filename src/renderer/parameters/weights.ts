import { type Corners, padWeights } from '../../geometry/pad.ts';
import type { Weighing } from '../../graph/defineNode.ts';
import type { PadPoint } from './pad.ts';

/** Shares are kept to so many parts: few enough digits to read, and they still sum to 1. */
const parts = 1000;

/**
 * Weights for so many things: 1 each where none are given. Of too many the last are left out; where too few are given the rest
 * are 0, or as large as the others on average where they are shares.
 */
export function weightsOf(weights: readonly number[], count: number, as: Weighing['as']): readonly number[] {
  if (weights.length === 0) return Array.from({ length: count }, () => 1);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const rest = as === 'shares' ? sum / weights.length : 0;
  return Array.from({ length: count }, (_, index) => weights[index] ?? rest);
}

/** Weights divided by their sum; equal shares where they have none. */
export function sharesOf(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length));
}

/** Shares in whole parts that sum to 1. */
export function rounded(shares: readonly number[]): readonly number[] {
  return inParts(sharesOf(shares), parts).map((each) => each / parts);
}

/** Numbers that sum to 1 as whole parts of a total; those that lost most by rounding down get what is left over. */
function inParts(shares: readonly number[], total: number): readonly number[] {
  const whole = shares.map((share) => Math.floor(share * total));
  const left = total - whole.reduce((sum, each) => sum + each, 0);
  const lost = (index: number) => (shares[index] as number) * total - (whole[index] as number);
  const next = [...shares.keys()].toSorted((one, other) => lost(other) - lost(one)).slice(0, left);
  return whole.map((each, index) => (next.includes(index) ? each + 1 : each));
}

/** One share set, to whole parts, the others in their old proportions beside it. */
export function withShare(shares: readonly number[], index: number, share: number): readonly number[] {
  const set = Math.round(share * parts);
  const others = inParts(sharesOf(shares.toSpliced(index, 1)), parts - set);
  return others.toSpliced(index, 0, set).map((each) => each / parts);
}

/** Corners of the triangle of three shares, 0 to 1 from the left and from below: the first at the top. */
export const triangle: readonly [PadPoint, PadPoint, PadPoint] = [
  [0.5, 1],
  [0, 0],
  [1, 0],
];

/** Where in the triangle three shares are: their mean of its corners. */
export function pointInTriangle([a = 0, b = 0, c = 0]: readonly number[]): PadPoint {
  const [first, second, third] = triangle;
  return [a * first[0] + b * second[0] + c * third[0], a * first[1] + b * second[1] + c * third[1]];
}

/** The three shares at a place; beside the triangle at the nearest place in the same row. */
export function sharesInTriangle([right, up]: PadPoint): readonly number[] {
  const first = Math.min(1, Math.max(0, up));
  const along = Math.min(1 - first, Math.max(0, right - first / 2));
  return rounded([first, 1 - first - along, along]);
}

/** Where on a pad four shares are: their mean of its corners, which many others have too. */
export function pointOnPad([topLeft = 0, topRight = 0, , bottomRight = 0]: readonly number[]): PadPoint {
  return [topRight + bottomRight, topLeft + topRight];
}

export function sharesOnPad(point: PadPoint): readonly number[] {
  return rounded(padWeights(...point) satisfies Corners<number>);
}
