import { variance as spread } from '../tensor/reduce.ts';
import type { Work } from '../tensor/work.ts';
import { type Codes, chanceOf, dimensionCount, dimensionOf } from './codes.ts';

/** How much of the held-out samples each dimension alone gets right of each factor: [dimension][factor], 0..1. */
export type OneCodeAccuracy = readonly (readonly number[])[];

/**
 * Separated attribute predictability: the gap between the two dimensions that alone tell a factor best (Kumar et al. 2018, "Variational
 * inference of disentangled latent concepts from unlabeled observations", 3). A dimension tells by Fisher's linear discriminant.
 * @returns for each factor the gap, and the same as a share of what could be gained over guessing.
 */
export function predictabilityGaps(accuracy: OneCodeAccuracy, test: Codes): { gap: number; overChance: number }[] {
  return test.factors.map(({ labels }, factor) => {
    const chance = chanceOf(labels);
    const scores = accuracy.map((row) => row[factor] as number).sort((a, b) => b - a);
    const [best = 0, second = chance] = scores;
    const floor = Math.max(second, chance);
    return { gap: best - second, overChance: chance < 1 ? Math.max(0, best - floor) / (1 - chance) : 0 };
  });
}

export function* oneCodeAccuracy(train: Codes, test: Codes): Work<OneCodeAccuracy> {
  const table: number[][] = [];
  for (let dimension = 0; dimension < dimensionCount(train); dimension++) {
    yield;
    const [known, asked] = [dimensionOf(train, dimension), dimensionOf(test, dimension)];
    table.push(
      train.factors.map(({ labels }, factor) => {
        const classify = discriminant(known, labels);
        const wanted = test.factors[factor]?.labels ?? [];
        return wanted.filter((label, at) => classify(asked[at] as number) === label).length / wanted.length;
      }),
    );
  }
  return table;
}

/** Linear discriminant analysis of one number: Gaussian classes of one variance and their own shares. */
function discriminant(values: Float64Array, labels: readonly number[]): (value: number) => number {
  const classes = [...new Set(labels)]
    .sort((a, b) => a - b)
    .map((label) => {
      const own = values.filter((_, at) => labels[at] === label);
      return { label, count: own.length, mean: own.reduce((sum, value) => sum + value, 0) / own.length };
    });
  const meanOf = new Map(classes.map(({ label, mean }) => [label, mean]));
  const within = values.reduce(
    (sum, value, at) => sum + (value - (meanOf.get(labels[at] as number) as number)) ** 2,
    0,
  );
  // Classes of one value each have no variance: then the nearest mean decides.
  const variance = Math.max(within / values.length, 1e-9 * spread(values)) || 1;
  const lines = classes.map(({ label, count, mean }) => {
    return { label, slope: mean / variance, offset: Math.log(count / values.length) - (mean * mean) / (2 * variance) };
  });
  return (value) => {
    const score = ({ slope, offset }: { slope: number; offset: number }) => slope * value + offset;
    return lines.reduce((best, line) => (score(line) > score(best) ? line : best)).label;
  };
}
