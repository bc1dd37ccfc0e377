import { expect, test } from 'vitest';
import { guidanceEmbedding } from './guidanceEmbedding.ts';

test('a guidance scale of 1 is no guidance: all sines 0, all cosines 1', () => {
  expect([...guidanceEmbedding(1, 8).data]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
});

test('the slowest wave turns by a ten-thousandth of the fastest, and an odd width ends with 0', () => {
  const { data, shape } = guidanceEmbedding(1.5, 9);
  expect(shape).toEqual([1, 9]);
  expect(data[0]).toBeCloseTo(Math.sin(500), 5);
  expect(data[3]).toBeCloseTo(Math.sin(0.05), 6);
  expect(data[7]).toBeCloseTo(Math.cos(0.05), 6);
  expect(data[8]).toBe(0);
});
