import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exponentialSigmas, karrasSigmas, sigmaAtTimestep, timestepAtSigma } from './sigmas.ts';
import { linspace, roundHalfEven, spacedTimesteps } from './spacing.ts';

test('halves are rounded to the even neighbour', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 0, -2, 2, 3]);
});

test('a linspace of one point is its start', () => {
  expect(linspace(3, 9, 1)).toEqual([3]);
  expect(linspace(0, 1, 3)).toEqual([0, 0.5, 1]);
});

describe('the spacing table', () => {
  const base = { steps: 4, trainSteps: 1000, offset: 1 } as const;
  test.each([
    ['linspace', 'rounded', [999, 666, 333, 0]],
    ['linspace', 'exact', [999, 666, 333, 0]],
    ['linspace', 'droppedLast', [999, 749, 500, 250]],
    ['leading', 'rounded', [751, 501, 251, 1]],
    ['leading', 'exact', [751, 501, 251, 1]],
    ['leading', 'droppedLast', [801, 601, 401, 201]],
    ['trailing', 'rounded', [999, 749, 499, 249]],
    ['trailing', 'exact', [999, 749, 499, 249]],
    ['trailing', 'droppedLast', [999, 749, 499, 249]],
  ] as const)('%s, %s', (spacing, points, expected) => {
    expect(spacedTimesteps({ ...base, spacing, points })).toEqual(expected);
  });

  test('always gives the asked number of falling timesteps inside the training schedule', () => {
    const spacing = fc.constantFrom('linspace', 'leading', 'trailing');
    const points = fc.constantFrom('rounded', 'exact', 'droppedLast');
    fc.assert(
      fc.property(spacing, points, fc.integer({ min: 1, max: 499 }), (spacing, points, steps) => {
        const timesteps = spacedTimesteps({ spacing, points, steps, trainSteps: 1000, offset: 0 });
        expect(timesteps).toHaveLength(steps);
        expect(timesteps).toEqual([...new Set(timesteps)].sort((a, b) => b - a));
        expect(timesteps.every((timestep) => timestep >= 0 && timestep <= 999)).toBe(true);
      }),
    );
  });

  test('an offset that leaves the training schedule is refused', () => {
    const request = { spacing: 'leading', points: 'rounded', steps: 1000, trainSteps: 1000, offset: 1 } as const;
    expect(() => spacedTimesteps(request)).toThrow('reach timestep 1000, but training ended at 999');
  });
});

test('Karras and exponential sigmas fall from the largest to the smallest', () => {
  for (const sigmas of [karrasSigmas(14, 0.03, 9), exponentialSigmas(14, 0.03, 9)]) {
    expect(sigmas[0]).toBeCloseTo(14, 10);
    expect(sigmas[8]).toBeCloseTo(0.03, 10);
    expect(sigmas).toEqual([...sigmas].sort((a, b) => b - a));
  }
});

test('a sigma and its timestep find each other', () => {
  const training = Float32Array.from({ length: 50 }, (_, i) => 0.03 * 1.13 ** i);
  for (const timestep of [0, 1, 17, 48, 49]) {
    expect(timestepAtSigma(training, sigmaAtTimestep(training, timestep))).toBeCloseTo(timestep, 4);
  }
  expect(sigmaAtTimestep(training, -1)).toBe(training[0]);
  expect(sigmaAtTimestep(training, 99)).toBe(training[49]);
  expect([timestepAtSigma(training, 0), timestepAtSigma(training, 1e9)]).toEqual([0, 49]);
});
