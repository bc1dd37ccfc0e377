import { expect, test, vi } from 'vitest';
import { once } from './once.ts';

test('work is done once, also for those who ask while it is under way', async () => {
  const work = vi.fn(async () => ({}));
  const result = once(work);
  const [first, second] = await Promise.all([result(), result()]);
  expect(second).toBe(first);
  expect(await result()).toBe(first);
  expect(work).toHaveBeenCalledOnce();
});

test('work that failed is tried again by the next who asks', async () => {
  const work = vi.fn(async () => 'done').mockRejectedValueOnce(new Error('out of memory'));
  const result = once(work);
  await expect(result()).rejects.toThrow('out of memory');
  expect(await result()).toBe('done');
  expect(work).toHaveBeenCalledTimes(2);
});
