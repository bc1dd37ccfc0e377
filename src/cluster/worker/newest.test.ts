import { expect, test } from 'vitest';
import { createNewest } from './newest.ts';

test('of values that come while one is passed on the newest is passed on', async () => {
  const passed: number[] = [];
  let go: () => void = () => {};
  const newest = createNewest(async (value: number) => {
    passed.push(value);
    if (value === 1) await new Promise<void>((resolve) => (go = resolve));
    if (value === 3) await newest.end();
  }, 0);
  for (const value of [1, 2, 3]) newest.tell(value);
  go();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(passed).toEqual([1, 3]);
});

test('after the end nothing is passed on', async () => {
  const passed: number[] = [];
  const newest = createNewest(async (value: number) => passed.push(value), 0);
  await newest.end();
  newest.tell(1);
  await newest.end();
  expect(passed).toEqual([]);
});
