import { expect, test } from 'vitest';
import { createLanes } from './lanes.ts';

/** Work that goes on in steps until it is told to stop, and writes down what it does. */
function worker(log: string[], name: string, steps = 3) {
  return async (signal: AbortSignal) => {
    for (let step = 1; step <= steps; step++) {
      if (signal.aborted) {
        log.push(`${name} dropped`);
        return name;
      }
      log.push(`${name} ${step}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return name;
  };
}

test('in a lane the newest run wins, and no two run at once', async () => {
  const [lanes, log] = [createLanes(), [] as string[]];
  const runs = ['a', 'b', 'c'].map((name) => lanes.run('live', name, worker(log, name)));
  expect(await Promise.all(runs)).toEqual(['a', 'b', 'c']);
  expect(log).toEqual(['a dropped', 'b dropped', 'c 1', 'c 2', 'c 3']);
});

test('a run that is under way stops after its step', async () => {
  const [lanes, log] = [createLanes(), [] as string[]];
  const first = lanes.run('live', 'a', worker(log, 'a', Number.POSITIVE_INFINITY));
  while (log.length < 2) await new Promise((resolve) => setImmediate(resolve));
  await lanes.run('live', 'b', worker(log, 'b', 1));
  await first;
  expect(log.at(-2)).toBe('a dropped');
  expect(log.at(-1)).toBe('b 1');
});

test('other lanes go on', async () => {
  const [lanes, log] = [createLanes(), [] as string[]];
  await Promise.all([lanes.run('live', 'a', worker(log, 'a', 2)), lanes.run('queue', 'b', worker(log, 'b', 2))]);
  expect(log).not.toContain('a dropped');
  expect(log).toHaveLength(4);
});

test('a run is cancelled by its name, and one that failed does not hold up the next', async () => {
  const [lanes, log] = [createLanes(), [] as string[]];
  const run = lanes.run('live', 'a', worker(log, 'a', Number.POSITIVE_INFINITY));
  lanes.cancel('a');
  lanes.cancel('nobody');
  await run;
  expect(log).toEqual(['a dropped']);
  const failing = lanes.run('live', 'b', () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await lanes.run('live', 'c', worker(log, 'c', 1))).toBe('c');
});

test('a run that ends leaves the newer one in its place, to be stopped by the next', async () => {
  const [lanes, log] = [createLanes(), [] as string[]];
  const first = lanes.run('live', 'a', worker(log, 'a', 1));
  const second = lanes.run('live', 'b', worker(log, 'b', Number.POSITIVE_INFINITY));
  await first;
  while (!log.includes('b 2')) await new Promise((resolve) => setImmediate(resolve));
  await lanes.run('live', 'c', worker(log, 'c', 1));
  await second;
  expect(log.slice(-2)).toEqual(['b dropped', 'c 1']);
});
