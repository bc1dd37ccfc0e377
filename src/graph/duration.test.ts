import { expect, test } from 'vitest';
import { duration, timeLeft } from './duration.ts';

test.each([
  [0.4, '< 1 ms'],
  [640, '640 ms'],
  [999.6, '1.0 s'],
  [2_440, '2.4 s'],
  [9_970, '10 s'],
  [59_700, '1 min 0 s'],
  [80_000, '1 min 20 s'],
  [720_000, '12 min'],
  [3_599_000, '1 h 0 min'],
  [11_100_000, '3 h 5 min'],
])('what took %d ms took %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});

test.each([
  [0.2, '1 s'],
  [39.2, '40 s'],
  [79.5, '1 min 20 s'],
  [719, '12 min'],
])('what takes %d s more takes %s', (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words);
});
