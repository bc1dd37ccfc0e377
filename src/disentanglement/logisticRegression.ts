import { solvePositive } from '../geometry/directions/solvePositive.ts';
import { stopsAfter, type Work } from '../tensor/work.ts';

/** Tells the classes of numbers by a linear score for each. */
export interface LogisticRegression {
  /** Of each class, summing to 1. */
  probabilities(sample: Float64Array): Float64Array;
}

const STEPS = 50;
/** Of the intercepts, whose sum is free. */
const HOLD = 1e-8;

/**
 * Multinomial logistic regression by Newton's method: the smallest of the summed log loss and half the squared norm of the weights,
 * intercepts left out, which is what scikit-learn finds with C = 1.
 * @param samples of equally many numbers each, about standardised.
 * @param labels 0 to `classes` - 1
 */
export function* fitLogisticRegression(
  samples: readonly Float64Array[],
  labels: readonly number[],
  classes: number,
): Work<LogisticRegression> {
  const width = (samples[0]?.length ?? 0) + 1;
  const rows = samples.map((sample) => Float64Array.from([...sample, 1]));
  const weights = new Float64Array(classes * width);
  let loss = Number.POSITIVE_INFINITY;
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian, value } = yield* derivatives(rows, labels, weights, classes, width);
    if (!(loss - value > 1e-12 * Math.abs(value))) break;
    loss = value;
    const move = yield* solvePositive(hessian, gradient);
    for (let at = 0; at < weights.length; at++) weights[at] = (weights[at] as number) - (move[at] as number);
  }
  return { probabilities: (sample) => softmax(Float64Array.from([...sample, 1]), weights, classes, width) };
}

function* derivatives(
  rows: readonly Float64Array[],
  labels: readonly number[],
  weights: Float64Array,
  classes: number,
  width: number,
): Work<{ gradient: Float64Array; hessian: Float64Array[]; value: number }> {
  const size = classes * width;
  const gradient = weights.map((weight, at) => weight * heldBy(at, width));
  const hessian = Array.from({ length: size }, (_, at) => {
    const row = new Float64Array(size);
    row[at] = heldBy(at, width);
    return row;
  });
  let value = weights.reduce((sum, weight, at) => sum + 0.5 * heldBy(at, width) * weight * weight, 0);
  const isTimeToStop = stopsAfter();
  for (const [index, row] of rows.entries()) {
    if (isTimeToStop(size * size) || index % 64 === 0) yield;
    const shares = softmax(row, weights, classes, width);
    const label = labels[index] as number;
    value -= Math.log(Math.max(shares[label] as number, Number.MIN_VALUE));
    for (let one = 0; one < classes; one++) {
      const share = shares[one] as number;
      const error = share - Number(one === label);
      addScaled(gradient, one * width, row, error);
      for (let other = 0; other < classes; other++) {
        const curve = share * (Number(one === other) - (shares[other] as number));
        for (let at = 0; at < width; at++) {
          addScaled(hessian[one * width + at] as Float64Array, other * width, row, curve * (row[at] as number));
        }
      }
    }
  }
  return { gradient, hessian, value };
}

function heldBy(at: number, width: number): number {
  return at % width === width - 1 ? HOLD : 1;
}

function addScaled(target: Float64Array, from: number, row: Float64Array, factor: number): void {
  for (let at = 0; at < row.length; at++)
    target[from + at] = (target[from + at] as number) + factor * (row[at] as number);
}

function softmax(row: Float64Array, weights: Float64Array, classes: number, width: number): Float64Array {
  const scores = Float64Array.from({ length: classes }, (_, one) => {
    let sum = 0;
    for (let at = 0; at < width; at++) sum += (row[at] as number) * (weights[one * width + at] as number);
    return sum;
  });
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((sum, each) => sum + each, 0);
  return powers.map((each) => each / all);
}
