import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageTurns } from './pageTurns.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

it('lets the page have its turn when a piece of work took long', async () => {
  const { pause } = pageTurns();
  const done: string[] = [];
  await pause();
  vi.advanceTimersByTime(20);
  void pause().then(() => done.push('went on'));
  await Promise.resolve();
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(['went on']);
});

it('lets nobody wait while the page may be closing', async () => {
  const { pause, rest, hurry } = pageTurns();
  vi.advanceTimersByTime(20);
  const waiting = pause();
  await hurry(async () => {
    await waiting;
    vi.advanceTimersByTime(20);
    await pause();
    await rest();
  });
  const after = vi.fn();
  void rest().then(after);
  await Promise.resolve();
  expect(after).not.toHaveBeenCalled();
});
