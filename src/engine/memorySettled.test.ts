import { expect, it } from 'vitest';
import { memorySettled } from './memorySettled.ts';

const MEGABYTE = 2 ** 20;

/** Reads one figure after the other, then the last one for ever. */
function readings(...megabytes: number[]) {
  const left = [...megabytes];
  const last = left.at(-1) ?? 0;
  return { left, read: () => (left.shift() ?? last) * MEGABYTE };
}

it('waits for memory that is given back late, also after moments in which nothing happens', async () => {
  const { left, read } = readings(260, 260, 260, 260, 200, 200, 140);
  await memorySettled(read);
  expect(left).toEqual([]);
});

it('ends where memory only grows', async () => {
  let size = 0;
  await memorySettled(() => (size += MEGABYTE));
  expect(size).toBeLessThan(10 * MEGABYTE);
});

it('ends where memory never stops falling', async () => {
  let size = 1000 * MEGABYTE;
  await memorySettled(() => (size -= 2 * MEGABYTE));
  expect(size).toBeGreaterThan(900 * MEGABYTE);
});
