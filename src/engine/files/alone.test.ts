import { spawnSync } from 'node:child_process';
import { readdirSync, utimesSync } from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { alone } from './alone.ts';
import { temporaryName } from './temporaryNames.ts';

const folder = temporaryFolder();
const never = () => new AbortController().signal;

test('of several at once each has its turn, one at a time, and nothing is left', async () => {
  let [working, most, done] = [0, 0, 0];
  const work = async () => {
    most = Math.max(most, ++working);
    await new Promise((resolve) => setTimeout(resolve, 5));
    working--;
    done++;
  };
  await Promise.all([1, 2, 3].map(() => alone(folder.path, never(), work)));
  expect({ most, done }).toEqual({ most: 1, done: 3 });
  expect(readdirSync(folder.path)).toEqual([]);
});

test('what fails lets the next one begin', async () => {
  await expect(alone(folder.path, never(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await alone(folder.path, never(), async () => 'done')).toBe('done');
});

test('who waits can be cancelled', async () => {
  const stop = new AbortController();
  await alone(folder.path, never(), async () => {
    const waiting = alone(folder.path, stop.signal, async () => {});
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('a process that died is no hindrance', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  folder.write(temporaryName().replace(`-${process.pid}-`, `-${pid}-`), '');
  expect(await alone(folder.path, never(), async () => 'done')).toBe('done');
});

test('a process of another machine is none when it gave no sign of life for a minute', async () => {
  const name = temporaryName().replace(/^\.arcspace-[0-9a-f]{8}/, '.arcspace-00000000');
  const before = Date.now() / 1000 - 61;
  utimesSync(folder.write(name, ''), before, before);
  expect(await alone(folder.path, never(), async () => 'done')).toBe('done');
});
