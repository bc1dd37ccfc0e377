import { expect, it } from 'vitest';
import { reachOf } from './offManifold.ts';

/** Departures that lead away as far as is said, by strength. */
const led = (away: Readonly<Record<number, number>>) => ({
  name: 'any',
  departures: Object.entries(away)
    .map(([strength, far]) => ({ strength: Number(strength), norm: 1, away: far, reconstruction: 0 }))
    .toSorted((a, b) => a.strength - b.strength),
});

it('the reach ends before points are led away more than twice as far as at strength 0', () => {
  expect(reachOf(led({ 0: 0.1, 1: 0.15, 2: 0.19, 3: 0.21 }), 1)).toEqual({ strength: 2, beyond: 3 });
  expect(reachOf(led({ 0: 0.1, 1: 0.3, 2: 0.15 }), 1)).toEqual({ strength: 0, beyond: 1 });
});

it('each side of 0 has its own, and none where no strength was tried', () => {
  const away = { [-2]: 0.9, [-1]: 0.15, 0: 0.1, 1: 0.12 };
  expect(reachOf(led(away), 1)).toEqual({ strength: 1, beyond: undefined });
  expect(reachOf(led(away), -1)).toEqual({ strength: -1, beyond: -2 });
  expect(reachOf(led({ 0: 0.1, 1: 0.12 }), -1)).toBeUndefined();
});

it('next to nothing is nothing', () => {
  expect(reachOf(led({ 0: 0, 1: 0.01, 2: 0.019, 3: 0.03 }), 1)).toEqual({ strength: 2, beyond: 3 });
});
