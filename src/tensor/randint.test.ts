import { expect, test } from 'vitest';
import { TorchGenerator } from './random.ts';

test('whole numbers are drawn from low up to but without high, wherever that lies', () => {
  const drawn = new TorchGenerator(1).randint(-2, 3, 500);
  expect([...new Set(drawn)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
});

test('a range of one has one number', () => {
  expect(new TorchGenerator(1).randint(10, 11, 3)).toEqual([10, 10, 10]);
});
