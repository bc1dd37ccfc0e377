import { shuffled } from '../geometry/shuffle.ts';
import type { TorchGenerator } from '../tensor/random.ts';
import type { Work } from '../tensor/work.ts';
import { type Codes, codeOf, dimensionCount, sampleCount } from './codes.ts';

/** Many decision trees that vote (Breiman 1996, "Bagging predictors"). */
export interface Forest {
  /** What each dimension did to tell the classes apart: mean decrease of Gini impurity; they sum to 1, or all are 0. */
  readonly importance: Float64Array;
  classify(code: Float32Array): number;
}

interface Leaf {
  readonly label: number;
}

interface Branch {
  readonly dimension: number;
  readonly threshold: number;
  readonly low: Tree;
  readonly high: Tree;
}

type Tree = Leaf | Branch;

const TREES = 40;
const DEEPEST = 24;

/**
 * Each tree learns from samples drawn with replacement. Every split may ask every dimension: where it may ask a few only, as in a random
 * forest, it has to use such as say nothing, and a perfect code looks entangled.
 */
export function* growForest(codes: Codes, labels: readonly number[], generator: TorchGenerator): Work<Forest> {
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const importance = new Float64Array(dimensionCount(codes));
  const trees: Tree[] = [];
  for (let index = 0; index < TREES; index++) {
    yield;
    const grower = new Grower(codes, labels, classes, generator);
    trees.push(grower.grow(generator.randint(0, sampleCount(codes), sampleCount(codes)), 0));
    const sum = grower.gains.reduce((total, gain) => total + gain, 0);
    if (sum > 0)
      grower.gains.forEach((gain, dimension) => {
        importance[dimension] = (importance[dimension] as number) + gain / sum;
      });
  }
  const all = importance.reduce((sum, each) => sum + each, 0);
  return {
    importance: importance.map((each) => (all > 0 ? each / all : 0)),
    classify: (code) =>
      mostFrequent(
        trees.map((tree) => leafOf(tree, code)),
        classes,
      ),
  };
}

function leafOf(tree: Tree, code: Float32Array): number {
  let at = tree;
  while ('dimension' in at) at = (code[at.dimension] as number) <= at.threshold ? at.low : at.high;
  return at.label;
}

function mostFrequent(labels: readonly number[], classes: number): number {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts.indexOf(Math.max(...counts));
}

interface Split {
  readonly dimension: number;
  readonly threshold: number;
  readonly gain: number;
}

class Grower {
  readonly gains: Float64Array;

  constructor(
    private readonly codes: Codes,
    private readonly labels: readonly number[],
    private readonly classes: number,
    private readonly generator: TorchGenerator,
  ) {
    this.gains = new Float64Array(dimensionCount(codes));
  }

  grow(samples: readonly number[], depth: number): Tree {
    const counts = this.count(samples);
    const split = depth < DEEPEST && giniSum(counts) > 0 ? this.bestSplit(samples, counts) : undefined;
    if (!split) return { label: counts.indexOf(Math.max(...counts)) };
    const { dimension, threshold, gain } = split;
    this.gains[dimension] = (this.gains[dimension] as number) + gain;
    const isLow = (sample: number) => this.value(sample, dimension) <= threshold;
    return {
      dimension,
      threshold,
      low: this.grow(samples.filter(isLow), depth + 1),
      high: this.grow(
        samples.filter((sample) => !isLow(sample)),
        depth + 1,
      ),
    };
  }

  /** Of dimensions that split equally well any may be taken. */
  private bestSplit(samples: readonly number[], counts: Float64Array): Split | undefined {
    let best: Split | undefined;
    for (const dimension of shuffled([...this.gains.keys()], this.generator)) {
      const split = this.splitAlong(dimension, samples, counts);
      if (split && (!best || split.gain > best.gain)) best = split;
    }
    return best;
  }

  private splitAlong(dimension: number, samples: readonly number[], counts: Float64Array): Split | undefined {
    const sorted = [...samples].sort((a, b) => this.value(a, dimension) - this.value(b, dimension));
    const low = new Float64Array(this.classes);
    const high = counts.slice();
    const whole = giniSum(counts);
    let best: Split | undefined;
    for (let at = 0; at + 1 < sorted.length; at++) {
      const label = this.labels[sorted[at] as number] as number;
      low[label] = (low[label] as number) + 1;
      high[label] = (high[label] as number) - 1;
      const [here, next] = [
        this.value(sorted[at] as number, dimension),
        this.value(sorted[at + 1] as number, dimension),
      ];
      if (!(next > here)) continue;
      const gain = whole - giniSum(low) - giniSum(high);
      if (gain > (best?.gain ?? 0)) best = { dimension, threshold: (here + next) / 2, gain };
    }
    return best;
  }

  private value(sample: number, dimension: number): number {
    return codeOf(this.codes, sample)[dimension] as number;
  }

  private count(samples: readonly number[]): Float64Array {
    const counts = new Float64Array(this.classes);
    for (const sample of samples) {
      const label = this.labels[sample] as number;
      counts[label] = (counts[label] as number) + 1;
    }
    return counts;
  }
}

/** Gini impurity times the number of samples. */
function giniSum(counts: Float64Array): number {
  let [sum, squares] = [0, 0];
  for (const count of counts) {
    sum += count;
    squares += count * count;
  }
  return sum > 0 ? sum - squares / sum : 0;
}
