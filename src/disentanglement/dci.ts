import type { TorchGenerator } from '../tensor/random.ts';
import { mean } from '../tensor/reduce.ts';
import type { Work } from '../tensor/work.ts';
import { type Codes, codeOf, dimensionCount } from './codes.ts';
import { growForest } from './forest.ts';

/** How much each dimension matters for each factor, [dimension][factor], none negative. */
export type Importance = readonly (readonly number[])[];

export interface Dci {
  readonly importance: Importance;
  /** Of held-out samples, how many of each factor are told right from all dimensions together. */
  readonly informativeness: readonly number[];
}

/**
 * Importance and informativeness by a random forest for each factor (Eastwood & Williams 2018, "A framework for the quantitative
 * evaluation of disentangled representations").
 */
export function* dci(train: Codes, test: Codes, generator: TorchGenerator): Work<Dci> {
  const byFactor: Float64Array[] = [];
  const informativeness: number[] = [];
  for (const [factor, { labels }] of train.factors.entries()) {
    const forest = yield* growForest(train, labels, generator);
    byFactor.push(forest.importance);
    const wanted = test.factors[factor]?.labels ?? [];
    informativeness.push(mean(wanted.map((label, sample) => Number(forest.classify(codeOf(test, sample)) === label))));
  }
  const importance = Array.from({ length: dimensionCount(train) }, (_, dimension) =>
    byFactor.map((each) => each[dimension] as number),
  );
  return { importance, informativeness };
}

/** 1 where each dimension matters for one factor alone; dimensions count by how much they matter in all (D of the paper). */
export function disentanglement(importance: Importance): number {
  return weighted(importance);
}

/** 1 where one dimension alone matters for each factor; factors count by how much matters for them in all (C of the paper). */
export function completeness(importance: Importance): number {
  return weighted(transposed(importance));
}

/** 1 - H of each row, in shares and to the base of its length, weighted by the sums of the rows. */
function weighted(rows: Importance): number {
  const sums = rows.map((row) => row.reduce((sum, each) => sum + each, 0));
  const all = sums.reduce((sum, each) => sum + each, 0);
  if (!(all > 0)) return 0;
  return rows.reduce((score, row, index) => {
    const sum = sums[index] as number;
    return sum > 0 ? score + (sum / all) * (1 - evenness(row.map((each) => each / sum))) : score;
  }, 0);
}

/** Entropy over its maximum: 1 for equal shares, 0 for one alone. */
function evenness(shares: readonly number[]): number {
  if (shares.length === 1) return 0;
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0) / Math.log(shares.length);
}

function transposed(rows: Importance): number[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as number));
}
