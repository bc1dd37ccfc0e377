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
  expect(reachOf(led({ 0: 0.1, 1: 0.15, 2: 0.19, 3: 0.21 }))).toBe(2);
  expect(reachOf(led({ 0: 0.1, 1: 0.3, 2: 0.15 }))).toBe(0);
});

it('what lies below 0 has no say in it, and next to nothing is nothing', () => {
  expect(reachOf(led({ [-1]: 0.9, 0: 0.1, 1: 0.12 }))).toBe(1);
  expect(reachOf(led({ 0: 0, 1: 0.01, 2: 0.019, 3: 0.03 }))).toBe(2);
});
