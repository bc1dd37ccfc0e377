import { expect, test } from 'vitest';
import { createRecentFingerprints } from './recentFingerprints.ts';

function counting() {
  let time = 0;
  let reads = 0;
  const recent = createRecentFingerprints(() => time);
  const read = async () => `read ${++reads}`;
  return {
    recent,
    ask: (name = 'starter') => recent.of(name, read),
    wait: (milliseconds: number) => (time += milliseconds),
  };
}

test('within a second the files are asked once, and then again', async () => {
  const { ask, wait } = counting();
  expect(await ask()).toBe('read 1');
  wait(999);
  expect(await ask()).toBe('read 1');
  wait(1);
  expect(await ask()).toBe('read 2');
});

test('each name has its own', async () => {
  const { ask } = counting();
  expect([await ask('one'), await ask('other'), await ask('one')]).toEqual(['read 1', 'read 2', 'read 1']);
});

test('what was being read when another device was chosen is not kept', async () => {
  const { recent, ask } = counting();
  const ends: ((fingerprint: string) => void)[] = [];
  const old = recent.of('starter', () => new Promise((resolve) => ends.push(resolve)));
  recent.forget();
  for (const end of ends) end('of the old device');
  expect(await old).toBe('of the old device');
  expect(await ask()).toBe('read 1');
});

test('after another device was chosen, and after a failure, they are asked at once', async () => {
  const { recent, ask } = counting();
  await ask();
  recent.forget();
  expect(await ask()).toBe('read 2');
  const fails = () => Promise.reject(new Error('gone'));
  await expect(recent.of('missing', fails)).rejects.toThrow('gone');
  expect(await recent.of('missing', async () => 'back')).toBe('back');
});
