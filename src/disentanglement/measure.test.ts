import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mean } from '../tensor/reduce.ts';
import { finish } from '../tensor/work.ts';
import type { Codes } from './codes.ts';
import { completeness, disentanglement } from './dci.ts';
import { areaUnderCurve } from './explicitness.ts';
import { measure } from './measure.ts';
import { binned, entropy, mutualInformation } from './mutualInformation.ts';
import { syntheticCodes } from './testing/syntheticCodes.ts';

const measured = (codes: Codes) => {
  const all = finish(measure(codes, 0));
  return {
    disentanglement: all.dci.disentanglement,
    completeness: all.dci.completeness,
    informativeness: mean(all.dci.informativeness),
    mig: mean(all.mig),
    sap: mean(all.sap.map(({ overChance }) => overChance)),
    explicitness: mean(all.explicitness),
    modularity: all.modularity,
    factorVae: all.factorVae,
    betaVae: all.betaVae,
  };
};

describe('the measures', () => {
  test('are near 1 for a code that is its factors', () => {
    const scores = measured(
      syntheticCodes(320, 1, (factors, noise) => factors.map((each, at) => each + 0.02 * (noise[at] as number))),
    );
    for (const [name, score] of Object.entries(scores)) expect(score, name).toBeGreaterThan(0.93);
  });

  test('are near 1 for a code that is its factors to the last bit', () => {
    const { sap, disentanglement: single, factorVae } = measured(syntheticCodes(320, 7, (factors) => factors));
    for (const score of [sap, single, factorVae]) expect(score).toBeGreaterThan(0.93);
  });

  test('are near what guessing gives for a code that has nothing to do with them', () => {
    const {
      factorVae,
      betaVae,
      informativeness,
      modularity: _,
      ...others
    } = measured(syntheticCodes(320, 2, (__, noise) => noise));
    for (const [name, score] of Object.entries(others)) expect(score, name).toBeLessThan(0.12);
    // One of three factors, and the largest of a few values.
    for (const score of [factorVae, betaVae, informativeness]) expect(score).toBeLessThan(0.5);
  });

  test('tell one factor on two dimensions from one dimension for each factor', () => {
    const twice = measured(syntheticCodes(320, 3, ([a = 0, b = 0, c = 0], [n = 0]) => [a, a + 0.05 * n, b, c]));
    expect(twice.disentanglement).toBeGreaterThan(0.9);
    expect(twice.completeness).toBeLessThan(0.9);
    expect(twice.mig).toBeLessThan(0.75);
  });

  test('fall where a rotation mixes the factors, though all can still be read', () => {
    const turned = measured(
      syntheticCodes(320, 4, ([a = 0, b = 0, c = 0]) =>
        [a + b + c, a - b, a + b - 2 * c].map((each, at) => each / Math.sqrt([3, 2, 6][at] as number)),
      ),
    );
    expect(turned.explicitness).toBeGreaterThan(0.9);
    expect(turned.disentanglement).toBeLessThan(0.7);
    expect(turned.mig).toBeLessThan(0.5);
  });

  test('are the same for the same seed', () => {
    const codes = syntheticCodes(120, 5, (factors) => factors);
    expect(finish(measure(codes, 3))).toEqual(finish(measure(codes, 3)));
  });

  test('take a code that never varies and a factor with one value for what they are', () => {
    const { values, factors } = syntheticCodes(60, 6, () => [1, 1]);
    const still = { name: 'still', values: ['one'], labels: factors[0]?.labels.map(() => 0) ?? [] };
    const scores = finish(measure({ values, factors: [...factors, still] }, 0));
    expect(scores.factorVae).toBe(0);
    expect(scores.mig).toEqual([0, 0, 0, 0]);
    expect(scores.dci.disentanglement).toBe(0);
    expect(
      Object.values(scores)
        .flat()
        .every((value) => typeof value !== 'number' || Number.isFinite(value)),
    ).toBe(true);
  });
});

describe('information', () => {
  const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 60 });

  test('of a labelling about itself is its entropy, and about another no more than either has', () => {
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        const other = a.map((_, at) => b[at % b.length] as number);
        expect(mutualInformation(a, a)).toBeCloseTo(entropy(a), 10);
        const shared = mutualInformation(a, other);
        expect(shared).toBeLessThanOrEqual(Math.min(entropy(a), entropy(other)) + 1e-10);
        expect(mutualInformation(other, a)).toBeCloseTo(shared, 10);
      }),
    );
  });

  test('is counted in bins that hold every value, the greatest in the last', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 40 }), (values) => {
        const bins = binned(Float64Array.from(values), 7);
        expect(Math.min(...bins)).toBe(0);
        expect(Math.max(...bins)).toBe(Math.max(...values) > Math.min(...values) ? 6 : 0);
      }),
    );
  });
});

test('an importance table of one entry in each row and column is fully disentangled and complete, an even one not at all', () => {
  const alone = [
    [0.2, 0],
    [0, 5],
  ];
  const even = [
    [1, 1],
    [1, 1],
  ];
  expect([disentanglement(alone), completeness(alone)].map((score) => Math.round(score * 1e9) / 1e9)).toEqual([1, 1]);
  expect(disentanglement(even)).toBeCloseTo(0, 12);
});

test('the area under the curve counts pairs in order, and equal scores half', () => {
  expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
  expect(areaUnderCurve([1, 1, 1], [true, false, true])).toBe(0.5);
});
