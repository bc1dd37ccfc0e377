import {
  type Contrast,
  meanDifference,
  noiseFloor,
  permutationScore,
  splitHalfReliability,
} from '../../../src/geometry/attribute.ts';
import { norm } from '../../../src/geometry/vector.ts';
import type { Report } from '../../../src/graph/report.ts';
import { TorchGenerator } from '../../../src/tensor/random.ts';
import type { Work } from '../../../src/tensor/work.ts';
import { formatNumber } from '../reports/formatNumber.ts';

export interface Fact {
  readonly name: string;
  readonly value: number | string;
}

/** What is known of a direction from its two sets; the seed picks the random halves and mixtures. */
export function* factsOf(contrast: Contrast, seed: number): Work<Fact[]> {
  const generator = new TorchGenerator(seed);
  return [
    { name: 'pictures with', value: contrast.positive.length },
    { name: 'pictures without', value: contrast.negative.length },
    { name: 'length', value: formatNumber(norm(yield* meanDifference(contrast))) },
    { name: 'noise floor', value: formatNumber(yield* noiseFloor(contrast)) },
    { name: 'reliability', value: formatNumber(yield* splitHalfReliability(contrast, generator)) },
    { name: 'z-score', value: formatNumber(yield* permutationScore(contrast, generator)) },
  ];
}

export function reportOf(facts: readonly Fact[]): Report {
  return {
    title: 'Attribute vector',
    notes: [verdict(facts)],
    tables: [
      {
        title: 'How far to trust it',
        columns: [{ name: 'figure' }, { name: 'value' }],
        rows: facts.map(({ name, value }) => [name, value]),
      },
    ],
    charts: [],
  };
}

function verdict(facts: readonly Fact[]): string {
  const value = (name: string) => facts.find((fact) => fact.name === name)?.value;
  const [reliability, score] = [value('reliability'), value('z-score')];
  if (typeof reliability !== 'number' || typeof score !== 'number') {
    return 'One picture a side gives a direction, but nothing to judge it by.';
  }
  if (reliability > 0.8 && score > 3) return `The pictures agree on this direction (reliability ${reliability}).`;
  if (score > 3)
    return `There is an attribute, but the direction is still noisy (reliability ${reliability}): more pictures would help.`;
  return `This direction could be chance (z-score ${score}): the sets may not differ, or are too small.`;
}
