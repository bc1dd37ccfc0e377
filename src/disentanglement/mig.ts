import { mean } from '../tensor/reduce.ts';
import type { Codes } from './codes.ts';
import { entropy } from './mutualInformation.ts';

/**
 * Mutual information gap: how much more the best dimension tells of a factor than the second best, as a share of all there is to know
 * (Chen et al. 2018, "Isolating sources of disentanglement in variational autoencoders", eq. 6).
 * @param information of each dimension about each factor, in nats, as `informationTable` gives it.
 * @returns 0..1 for each factor; 0 for one that does not vary.
 */
export function informationGaps({ factors }: Codes, information: readonly (readonly number[])[]): number[] {
  return factors.map(({ labels }, factor) => {
    const [best = 0, second = 0] = information.map((row) => row[factor] as number).sort((a, b) => b - a);
    const all = entropy(labels);
    return all > 0 ? (best - second) / all : 0;
  });
}

/**
 * How close each dimension is to telling of one factor alone, the mean over the dimensions (Ridgeway & Mozer 2018, "Learning deep
 * disentangled embeddings with the F-statistic loss", eq. 2 of its appendix). 1 where there is one factor.
 */
export function modularity(information: readonly (readonly number[])[]): number {
  return mean(
    information.map((row) => {
      const squares = row.map((each) => each * each);
      const most = Math.max(...squares);
      if (most === 0) return 0;
      const others = squares.reduce((sum, each) => sum + each, 0) - most;
      return row.length === 1 ? 1 : 1 - others / (most * (row.length - 1));
    }),
  );
}
