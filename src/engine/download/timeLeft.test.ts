import { expect, it } from 'vitest';
import { createTimeLeft } from './timeLeft.ts';

const total = 100e6;

it('tells the time left at the speed of the last seconds', () => {
  let time = 0;
  const timeLeft = createTimeLeft(() => time);
  for (; time < 60_000; time += 500) timeLeft(time * 100, total);
  expect(timeLeft(6e6, total)).toBeCloseTo(940, 0);
  for (; time < 100_000; time += 500) timeLeft(6e6 + (time - 60_000) * 1000, total);
  expect(timeLeft(46e6, total)).toBeCloseTo(54, 0);
});

it('says nothing while small files come, whose number says nothing of the speed', () => {
  let time = 0;
  const timeLeft = createTimeLeft(() => time);
  for (; time < 5000; time += 500) expect(timeLeft(time / 10, total)).toBeUndefined();
});
