import { type Corners, padWeights } from '../../geometry/pad.ts';
import type { PadPoint } from './pad.ts';

/** Shares are kept to so many parts: few enough digits to read, and they still sum to 1. */
const parts = 1000;

/** Weights as they count where none, or too few, are given: equal. */
export function weightsOf(weights: readonly number[], count: number, each: number): readonly number[] {
  return weights.length === count ? weights : Array.from({ length: count }, () => each);
}

/** Weights divided by their sum; equal shares where they have none. */
export function sharesOf(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length));
}

/** Shares in whole parts that sum to 1; what rounding leaves over goes to the largest. */
export function rounded(shares: readonly number[]): readonly number[] {
  const whole = sharesOf(shares).map((share) => Math.round(share * parts));
  const largest = whole.indexOf(Math.max(...whole));
  const left = parts - whole.reduce((total, each) => total + each, 0);
  return whole.map((each, index) => (each + (index === largest ? left : 0)) / parts);
}

/** One share set, the others in their old proportions beside it. */
export function withShare(shares: readonly number[], index: number, share: number): readonly number[] {
  const others = 1 - (shares[index] ?? 0);
  const rest = 1 - share;
  return rounded(
    shares.map((each, i) => {
      if (i === index) return share;
      return others > 0 ? (each / others) * rest : rest / (shares.length - 1);
    }),
  );
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

/** The three shares at a place, or at the nearest place of the triangle. */
export function sharesInTriangle([right, up]: PadPoint): readonly number[] {
  const first = Math.min(1, Math.max(0, up));
  const along = Math.min(1 - first, Math.max(0, right - first / 2));
  return rounded([first, 1 - first - along, along]);
}

/** The place on a pad whose bilinear shares come closest to four given ones. */
export function pointOnPad([topLeft = 0, topRight = 0, , bottomRight = 0]: readonly number[]): PadPoint {
  return [topRight + bottomRight, topLeft + topRight];
}

export function sharesOnPad(point: PadPoint): readonly number[] {
  return rounded(padWeights(...point) satisfies Corners<number>);
}
