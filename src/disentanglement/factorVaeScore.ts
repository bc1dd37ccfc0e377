import { mean, variance } from '../tensor/reduce.ts';
import type { Work } from '../tensor/work.ts';
import { type Codes, codeOf, dimensionCount, dimensionOf } from './codes.ts';
import type { FixedFactor } from './fixedFactor.ts';

/** Dimensions of less deviation say nothing and are left out. */
const LEAST_DEVIATION = 0.05;

/**
 * FactorVAE's metric: which dimension varies least among samples that agree in one factor tells the factor, by majority of the first
 * draws; the score is how many of the second draws that rule gets right (Kim & Mnih 2018, "Disentangling by factorising", 4).
 * @returns 0..1; about one over the number of factors is chance, and 0 means that no dimension varies.
 */
export function* factorVaeScore(
  codes: Codes,
  learn: readonly FixedFactor[],
  ask: readonly FixedFactor[],
): Work<number> {
  const variances = Array.from({ length: dimensionCount(codes) }, (_, dimension) =>
    variance(dimensionOf(codes, dimension)),
  );
  const active = variances.flatMap((each, dimension) => (Math.sqrt(each) >= LEAST_DEVIATION ? [dimension] : []));
  if (active.length === 0) return 0;
  const steadiest = ({ samples }: FixedFactor) => {
    const shares = active.map((dimension) => {
      const values = Float64Array.from(samples, (sample) => codeOf(codes, sample)[dimension] as number);
      return variance(values) / (variances[dimension] as number);
    });
    return shares.indexOf(Math.min(...shares));
  };
  const votes = active.map(() => codes.factors.map(() => 0));
  for (const draw of learn) {
    yield;
    const row = votes[steadiest(draw)] as number[];
    row[draw.factor] = (row[draw.factor] as number) + 1;
  }
  const rule = votes.map((row) => row.indexOf(Math.max(...row)));
  const right: number[] = [];
  for (const draw of ask) {
    yield;
    right.push(Number(rule[steadiest(draw)] === draw.factor));
  }
  return mean(right);
}
