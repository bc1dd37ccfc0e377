import { eachOf, stopsAfter } from '../../tensor/work.ts';
import { addScaled } from '../rows.ts';
import { turnWeight } from '../slerp.ts';
import { angleBetween } from '../sphere.ts';
import { globalStraightness } from '../trajectory/globalStraightness.ts';
import { dot } from '../vector.ts';
import type { PathTerm } from './pathTerm.ts';

/** They take a few milliseconds. */
const summandsAtOnce = 2 ** 15;

/**
 * Global straightness: the mean over all spans s < t of 1/(t - s + 1) sum_u |y_u - m|², with m = p y_s + q y_t the slerp
 * of the ends at tau_u. A summand is 2 - 2 <y_u, m>, whose derivative by y_u is -2 m, by y_s -2 (p y_u + k y_t) and by
 * y_t -2 (q y_u + k y_s), with k = -(dp/dtheta <y_u, y_s> + dq/dtheta <y_u, y_t>) / sin(theta).
 * All of it lies in the span of the frames: T³/6 summands add to T² weights, and frames are walked through at the end.
 */
export const globalStraightnessTerm: PathTerm = {
  *loss(path) {
    const { mean = 0, leftOut } = yield* globalStraightness(path);
    return leftOut > 0 ? Number.POSITIVE_INFINITY : mean;
  },
  *addGradient(path, weight, gradient) {
    const isTimeToStop = stopsAfter(summandsAtOnce);
    const products = yield* eachOf(path, (frame) => path.map((other) => dot(frame, other)));
    const shares = path.map(() => new Float64Array(path.length));
    for (let from = 0; from < path.length; from++) {
      for (let to = from + 2; to < path.length; to++) {
        if (isTimeToStop(to - from)) yield;
        addSpan(shares, products, path, from, to);
      }
    }
    const spans = (path.length * (path.length - 1)) / 2;
    yield* eachOf(shares, (row, frame) => {
      row.forEach((share, other) => {
        addScaled(gradient[frame] as Float64Array, (-2 * weight * share) / spans, path[other] as Float64Array);
      });
    });
  },
};

/** Adds what one span says to the weights of the frames in each frame's derivative. */
function addSpan(
  shares: readonly Float64Array[],
  products: readonly (readonly number[])[],
  path: readonly Float64Array[],
  from: number,
  to: number,
): void {
  const theta = angleBetween(path[from] as Float64Array, path[to] as Float64Array);
  const part = 1 / (to - from + 1);
  const add = (frame: number, other: number, share: number) => {
    const row = shares[frame] as Float64Array;
    row[other] = (row[other] as number) + part * share;
  };
  for (let middle = from + 1; middle < to; middle++) {
    const tau = (middle - from) / (to - from);
    const [p, q] = [turnWeight(1 - tau, theta), turnWeight(tau, theta)];
    const toFrom = products[middle]?.[from] as number;
    const toTo = products[middle]?.[to] as number;
    const turn = -(turnChange(1 - tau, theta) * toFrom + turnChange(tau, theta) * toTo);
    add(middle, from, p);
    add(middle, to, q);
    add(from, middle, p);
    add(from, to, turn);
    add(to, middle, q);
    add(to, from, turn);
  }
}

/**
 * The derivative of sin(share theta) / sin(theta) by theta, over sin(theta). With a = 1 + share, b = 1 - share and
 * sinc(x) = sin(x) / x it is a b theta (sinc(b theta) - sinc(a theta)) / (2 sin³(theta)), which keeps its digits near 0.
 */
function turnChange(share: number, theta: number): number {
  if (theta < 1e-4) return (share * (1 - share * share)) / 3;
  const [a, b] = [1 + share, 1 - share];
  return (a * b * theta * (sinc(b * theta) - sinc(a * theta))) / (2 * Math.sin(theta) ** 3);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x) / x;
}
