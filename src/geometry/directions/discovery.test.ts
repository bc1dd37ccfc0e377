import { describe, expect, it } from 'vitest';
import reference from '../../../fixtures/geometry/directions.json';
import { finish } from '../../tensor/work.ts';
import { gaussian } from '../testing/arbitraries.ts';
import { combine, cosine, distance, dot, norm } from '../vector.ts';
import { discriminantDirection } from './discriminantDirection.ts';
import { principalComponents } from './principalComponents.ts';
import { ledoitWolfShrinkage } from './shrinkage.ts';
import { solvePositive } from './solvePositive.ts';

const vectors = (rows: readonly (readonly number[])[]) => rows.map((row) => Float32Array.from(row));

describe('principal components', () => {
  const { points, components, variances, shares } = reference.components;

  it('are those of the singular value decomposition of NumPy', () => {
    const found = finish(principalComponents(vectors(points), 4));
    found.components.forEach((component, k) => {
      expect(distance(component, Float64Array.from(components[k] ?? []))).toBeLessThan(1e-5);
      expect((found.variances[k] ?? 0) / (variances[k] ?? 1)).toBeCloseTo(1, 6);
      expect(found.shares[k]).toBeCloseTo(shares[k] ?? Number.NaN, 6);
    });
    expect(found.components).toHaveLength(4);
  });

  it('are the same for the same seed', () => {
    const data = vectors(points);
    expect(finish(principalComponents(data, 2, 5))).toEqual(finish(principalComponents(data, 2, 5)));
  });

  it('find a hidden direction among 40 latents of 16384 numbers', () => {
    const hidden = gaussian(16384, 500);
    const data = Array.from({ length: 40 }, (_, i) => {
      const strength = i - 19.5;
      return gaussian(16384, i).map((value, k) => value + 0.2 * strength * (hidden[k] as number));
    });
    const { components, scores } = finish(principalComponents(data, 3));
    const [first = hidden] = components;
    expect(Math.abs(cosine(first, hidden))).toBeGreaterThan(0.98);
    expect(
      Math.abs(
        cosine(
          scores[0] ?? hidden,
          Float64Array.from(data, (_, i) => i - 19.5),
        ),
      ),
    ).toBeGreaterThan(0.99);
    for (const other of components.slice(1)) expect(Math.abs(dot(first, other))).toBeLessThan(1e-6);
  });

  it('are as many as the points vary in: none for one point or equal points', () => {
    const a = gaussian(64, 1);
    expect(finish(principalComponents([a], 3)).components).toEqual([]);
    expect(finish(principalComponents([a, a, a], 3)).components).toEqual([]);
    expect(finish(principalComponents([], 3)).components).toEqual([]);
    const line = [0, 1, 5].map((t) => a.map((value) => value * t));
    const { components, shares: lineShares } = finish(principalComponents(line, 3));
    expect(components).toHaveLength(1);
    expect(lineShares[0]).toBeCloseTo(1, 6);
  });

  it.each([1e-20, 1e15])('keep their directions at magnitude %f', (magnitude) => {
    const scaled = finish(
      principalComponents(
        vectors(points).map((point) => point.map((value) => value * magnitude)),
        1,
      ),
    );
    expect(cosine(scaled.components[0] ?? new Float32Array(30), Float64Array.from(components[0] ?? []))).toBeCloseTo(
      1,
      6,
    );
  });
});

describe('the discriminant direction', () => {
  const { positive, negative, automatic, given } = reference.discriminant;
  const contrast = { positive: vectors(positive), negative: vectors(negative) };

  it.each([
    ['by Ledoit and Wolf as scikit-learn chooses it', undefined, automatic],
    ['as given', 0.3, given],
  ] as const)('with shrinkage %s is the solution of NumPy', (_, shrinkage, expected) => {
    const found = finish(discriminantDirection(contrast, shrinkage));
    expect(found.shrinkage).toBeCloseTo(expected.shrinkage, 6);
    expect(distance(found.direction, Float64Array.from(expected.direction))).toBeLessThan(1e-6);
    expect(found.separation).toBeCloseTo(expected.separation, 5);
  });

  it('sets a loud dimension aside where the difference of the means does not', () => {
    const side = (offset: number, shift: number) =>
      Array.from({ length: 30 }, (_, i) => {
        const [loud = 0] = gaussian(1, 7000 + offset + i, 20);
        return gaussian(512, offset + i).map((value, k) => value + (k === 0 ? loud : 0) + (k === 1 ? shift : 0));
      });
    const contrasting = { positive: side(0, 6), negative: side(900, 0) };
    const { direction } = finish(discriminantDirection(contrasting, 0.05));
    expect(Math.abs(direction[0] ?? 1)).toBeLessThan(0.1);
    expect(direction[1]).toBeGreaterThan(0.5);
  });

  it('is the difference of the means when nothing varies within the sides, or with full shrinkage', () => {
    const [a, b] = [gaussian(64, 1), gaussian(64, 2)];
    const difference = a.map((value, i) => value - (b[i] as number));
    const still = finish(discriminantDirection({ positive: [a, a], negative: [b] }));
    expect(cosine(still.direction, difference)).toBeCloseTo(1, 6);
    expect(still.separation).toBeUndefined();
    expect(still.classStep).toBeCloseTo(norm(difference), 4);
    const means = Float64Array.from(contrast.positive[0] ?? [], (_, k) => {
      const mean = (rows: readonly Float32Array[]) =>
        rows.reduce((sum, row) => sum + (row[k] as number), 0) / rows.length;
      return mean(contrast.positive) - mean(contrast.negative);
    });
    expect(cosine(finish(discriminantDirection(contrast, 1)).direction, means)).toBeCloseTo(1, 6);
  });

  it('does not exist between equal means, nor without shrinkage', () => {
    const a = gaussian(64, 1);
    expect(() => finish(discriminantDirection({ positive: [a], negative: [a] }))).toThrow(
      /difference of the means is zero/,
    );
    expect(() => finish(discriminantDirection(contrast, 0))).toThrow(/shrinkage of 0/);
  });

  it('stays finite for images that vary along one line only', () => {
    const [a, b, push] = [gaussian(64, 1), gaussian(64, 2), gaussian(64, 3)];
    const pair = (centre: Float32Array) => [-1, 1].map((sign) => centre.map((v, i) => v + sign * (push[i] as number)));
    const { direction, shrinkage } = finish(discriminantDirection({ positive: pair(a), negative: pair(b) }));
    expect(direction.every(Number.isFinite)).toBe(true);
    expect(shrinkage).toBe(1e-6);
    expect(Math.abs(cosine(direction, push))).toBeLessThan(1e-3);
  });
});

it('points that are all the same vary in no direction, however many there are', () => {
  const a = gaussian(64, 1);
  for (const count of [3, 49, 98, 103]) {
    const same = Array.from({ length: count }, () => a);
    expect(finish(principalComponents(same, 1)).components).toEqual([]);
    const other = same.map(() => gaussian(64, 2));
    const { direction, separation } = finish(discriminantDirection({ positive: same, negative: other }));
    expect(separation).toBeUndefined();
    expect(cosine(direction, combine(1, a, -1, gaussian(64, 2)))).toBeCloseTo(1, 12);
  }
});

it('shrinkage of points that are all zero is whole', () => {
  expect(ledoitWolfShrinkage([new Float64Array(2), new Float64Array(2)], 8)).toBe(1);
});

it('a positive definite system is solved, another refused', () => {
  const matrix = [Float64Array.of(4, 2, 0), Float64Array.of(2, 5, 1), Float64Array.of(0, 1, 3)];
  const x = Float64Array.of(1, -2, 3);
  const right = Float64Array.from(matrix, (row) => dot(row, x));
  expect(distance(finish(solvePositive(matrix, right)), x)).toBeLessThan(1e-14);
  expect(() => finish(solvePositive([Float64Array.of(1, 1), Float64Array.of(1, 1)], Float64Array.of(1, 2)))).toThrow(
    /inverted/,
  );
});
