import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { queuedJob } from '../order.ts';
import type { JobProgress } from '../queue/jobs.ts';
import { type ForkedSlot, forkSlot } from './forkSlot.ts';

const script = join(import.meta.dirname, '../testing/stubbornSlot.mjs');
const settings = { store: '', scratch: '', engine: { program: '', workspace: '' } };
let slot: ForkedSlot;
afterEach(() => slot.kill());

const never = () => new AbortController().signal;
const compute = (name: string, signal = never(), tell: (progress: JobProgress) => void = () => {}) =>
  slot.compute(queuedJob('a'.repeat(64), name, 'c'.repeat(64)), signal, tell);

/** @returns what comes of it, and the id of the process once it hangs. */
async function hang(signal = never()) {
  let end: Promise<unknown> = Promise.resolve();
  const id = await new Promise<number>((resolve) => {
    end = compute('hang', signal, ({ at }) => resolve(Number(at?.node))).catch((thrown) => thrown);
  });
  return { id, end };
}

const lives = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

test('one process computes job after job, and goes when it is let go of', async () => {
  slot = forkSlot([script], settings);
  const id = await compute('done');
  expect(await compute('done')).toBe(id);
  await slot.close();
  expect(lives(Number(id))).toBe(false);
});

test('of a process that dies its job fails, and the next job has another one', async () => {
  slot = forkSlot([script], settings);
  await expect(compute('die')).rejects.toMatchObject({
    code: 'worker-process',
    message: 'The process that computed this ended with code 3.',
  });
  expect(await compute('done')).toMatch(/^\d+$/);
});

test('a process that does not hear a cancel is ended, and the next job has another one', async () => {
  slot = forkSlot([script], settings);
  const stop = new AbortController();
  const { id, end } = await hang(stop.signal);
  stop.abort();
  expect(await end).toMatchObject({ code: 'worker-process' });
  expect(lives(id)).toBe(false);
  expect(await compute('done')).toMatch(/^\d+$/);
});

test('a worker that is to end now takes its processes along, whatever they do', async () => {
  slot = forkSlot([script], settings);
  const { id, end } = await hang();
  await slot.kill();
  expect(await end).toMatchObject({ code: 'worker-process' });
  expect(lives(id)).toBe(false);
});
