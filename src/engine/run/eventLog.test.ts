import { expect, test } from 'vitest';
import type { Picture, RunEvent } from '../../graph/events.ts';
import { createEventLog } from './eventLog.ts';

const picture: Picture = { width: 1, height: 1, frames: 1, rgba: new Uint8Array(4) };
const progress = (step: number, preview?: Picture): RunEvent => ({
  type: 'progress',
  node: 'denoise',
  step,
  of: 9,
  ...(preview ? { preview } : {}),
});
const started: RunEvent = { type: 'started', node: 'denoise' };
const finished = (node = 'denoise', pictures: readonly Picture[] = [picture]): RunEvent => ({
  type: 'finished',
  node,
  key: 'k',
  cached: false,
  milliseconds: 1,
  outputs: {},
  pictures,
  warnings: [],
  files: [],
});
const done: RunEvent = { type: 'done', outcome: 'completed', executed: 1, cached: 0, milliseconds: 1 };

function logOf(...events: RunEvent[]) {
  const log = createEventLog();
  for (const event of events) log.add(event);
  return log;
}

test('whoever reads step by step gets every event once, in order', () => {
  const log = createEventLog();
  const heard: RunEvent[] = [];
  let from = 0;
  for (const event of [started, progress(1), progress(2), finished(), done]) {
    log.add(event);
    const { events, next } = log.read(from);
    heard.push(...events);
    from = next;
  }
  expect(heard).toEqual([started, progress(1), progress(2), finished(), done]);
  expect(log.read(from)).toEqual({ events: [], next: from, done: false });
});

test('whoever comes late misses only progress that is stale, never what is finished', () => {
  expect(logOf(started, progress(1), progress(2)).read(0).events).toEqual([started, progress(2)]);
  expect(logOf(started, progress(1), finished(), finished('decode'), done).read(0)).toEqual({
    events: [started, finished(), finished('decode'), done],
    next: 5,
    done: true,
  });
});

test('the newest preview stays with the newest step', () => {
  expect(logOf(started, progress(1, picture), progress(2)).read(1).events).toEqual([progress(2, picture)]);
  const decode: RunEvent = { type: 'progress', node: 'decode', step: 1, of: 2 };
  expect(logOf(progress(1, picture), decode).read(0).events).toEqual([decode]);
});

test('of those that wait for the next event the first is told, at the end all, and each after a while in any case', async () => {
  const log = createEventLog();
  const heard: string[] = [];
  const waiting = ['first', 'second', 'third'].map((name) => log.next(60_000).then(() => heard.push(name)));
  log.add(started);
  await waiting[0];
  expect(heard).toEqual(['first']);
  log.add(done);
  await Promise.all(waiting);
  await log.next(1);
});

test('its pictures are counted, and the oldest of those that were fetched are left out first', () => {
  const log = logOf(finished('a'), finished('b'), finished('c'));
  expect(log.bytes).toBe(12);
  expect(log.forgetPictures(2)).toBe(true);
  expect(log.bytes).toBe(8);
  const [first, second] = log.read(0).events;
  expect(first).not.toHaveProperty('pictures');
  expect(second).toEqual(finished('b'));
  expect(log.forgetPictures(2)).toBe(true);
  expect(log.forgetPictures(2)).toBe(false);
  expect(log.read(2).events).toEqual([finished('c')]);
});

test('more pictures than one answer carries come in several', () => {
  const large = { ...picture, rgba: new Uint8Array(40 * 1024 * 1024) };
  const log = logOf(finished('a', [large]), finished('b', [large]), done);
  const first = log.read(0);
  expect(first).toMatchObject({ next: 1, done: false });
  expect(log.read(first.next)).toMatchObject({ events: [{ node: 'b' }, { type: 'done' }], done: true });
});
