import type { Work } from '../tensor/work.ts';
import { type Codes, codeOf, dimensionCount } from './codes.ts';
import type { FixedFactor } from './fixedFactor.ts';
import { fitLogisticRegression } from './logisticRegression.ts';
import { standardiser } from './standardised.ts';

/**
 * The beta-VAE score: how often a linear classifier tells, from the mean distance of pairs in each dimension, in which factor the pairs
 * agree (Higgins et al. 2017, "beta-VAE", 3). Pairs are the first and the second half of a draw.
 * @returns share of the second draws that are told right; about one over the number of factors is chance.
 */
export function* betaVaeScore(codes: Codes, learn: readonly FixedFactor[], ask: readonly FixedFactor[]): Work<number> {
  const distances = ({ samples }: FixedFactor) => meanDistance(codes, samples);
  const known = learn.map(distances);
  const standardised = standardiser(known);
  const model = yield* fitLogisticRegression(
    known.map(standardised),
    learn.map(({ factor }) => factor),
    codes.factors.length,
  );
  const isRight = (draw: FixedFactor) => {
    const shares = model.probabilities(standardised(distances(draw)));
    return shares.indexOf(Math.max(...shares)) === draw.factor;
  };
  return ask.filter(isRight).length / ask.length;
}

function meanDistance(codes: Codes, samples: readonly number[]): Float64Array {
  const half = Math.floor(samples.length / 2);
  const sums = new Float64Array(dimensionCount(codes));
  for (let pair = 0; pair < half; pair++) {
    const [one, other] = [codeOf(codes, samples[pair] as number), codeOf(codes, samples[pair + half] as number)];
    for (let at = 0; at < sums.length; at++) {
      sums[at] = (sums[at] as number) + Math.abs((one[at] as number) - (other[at] as number)) / half;
    }
  }
  return sums;
}
