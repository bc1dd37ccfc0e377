import { mean } from '../tensor/reduce.ts';
import type { Work } from '../tensor/work.ts';
import { type Codes, codeOf, sampleCount } from './codes.ts';
import { fitLogisticRegression } from './logisticRegression.ts';
import { standardiser } from './standardised.ts';

/**
 * How well a linear reading of all dimensions ranks the samples by each value of a factor: the area under the ROC curve of each value
 * against the rest, 0 for chance and 1 for no fault (Ridgeway & Mozer 2018, eq. 4 of its appendix).
 * @returns for each factor, over its values that the test samples both have and lack.
 */
export function* explicitness(train: Codes, test: Codes): Work<number[]> {
  const known = rowsOf(train);
  const standardised = standardiser(known);
  const [from, to] = [known.map(standardised), rowsOf(test).map(standardised)];
  const scores: number[] = [];
  for (const [factor, { labels, values }] of train.factors.entries()) {
    const model = yield* fitLogisticRegression(from, labels, values.length);
    const read = to.map(model.probabilities);
    const wanted = test.factors[factor]?.labels ?? [];
    const areas = values.flatMap((_, value) => {
      const isValue = wanted.map((label) => label === value);
      if (!isValue.includes(true) || !isValue.includes(false)) return [];
      return [
        2 *
          areaUnderCurve(
            read.map((shares) => shares[value] as number),
            isValue,
          ) -
          1,
      ];
    });
    scores.push(areas.length > 0 ? mean(areas) : 0);
  }
  return scores;
}

function rowsOf(codes: Codes): Float64Array[] {
  return Array.from({ length: sampleCount(codes) }, (_, sample) => Float64Array.from(codeOf(codes, sample)));
}

/** The chance that one of the positive samples has a higher score than one of the others; equal scores count half. */
export function areaUnderCurve(scores: readonly number[], positive: readonly boolean[]): number {
  const order = scores
    .map((score, at) => ({ score, positive: positive[at] === true }))
    .sort((a, b) => a.score - b.score);
  let [rankSum, count] = [0, 0];
  for (let first = 0; first < order.length; ) {
    let end = first;
    while (end < order.length && order[end]?.score === order[first]?.score) end++;
    const rank = (first + 1 + end) / 2;
    const here = order.slice(first, end).filter((each) => each.positive).length;
    rankSum += here * rank;
    count += here;
    first = end;
  }
  return (rankSum - (count * (count + 1)) / 2) / (count * (order.length - count));
}
