import { describe, expect, test } from 'vitest';
import type { JobEvent } from './jobEvent.ts';
import { afterEvents, emptyQueue } from './queueState.ts';
import { countJobs, listJobs, MOST_LISTED } from './queueView.ts';
import { secondsLeft } from './secondsLeft.ts';
import { request } from './testing/request.ts';

const other = 'b'.repeat(64);
const ids = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`);
const ran = (id: string, seconds: number, outcome: 'done' | 'failed' = 'done'): JobEvent[] => [
  { type: 'started', id, time: 0 },
  { type: 'ended', id, time: 0, outcome, seconds },
];
const add = (...names: string[]): JobEvent => ({ type: 'added', jobs: names.map((id) => request(id)) });
const queueAfter = (...events: JobEvent[]) => afterEvents(emptyQueue, events);

describe('a list of jobs', () => {
  const thousands = queueAfter(
    add('failed', ...ids('done', 300), ...ids('waiting', 10_000)),
    ...ran('failed', 1, 'failed'),
    ...ids('done', 300).flatMap((id) => ran(id, 1)),
    { type: 'started', id: 'waiting0', time: 0 },
  );

  test(`has at most ${MOST_LISTED} of them, beside how many there are`, () => {
    expect(listJobs(thousands)).toHaveLength(MOST_LISTED);
    expect(countJobs(thousands)).toEqual({ waiting: 9999, running: 1, done: 300, failed: 1, cancelled: 0 });
  });

  test('has what runs, what runs next, what ended last, and what failed long ago', () => {
    const listed = listJobs(thousands).map(({ id }) => id);
    expect(listed.slice(0, 3)).toEqual(['waiting0', 'waiting1', 'waiting2']);
    expect(listed.slice(-2)).toEqual(['done221', 'failed']);
    expect(listed).toContain('done299');
  });

  test('has all of a few', () => {
    const few = queueAfter(add('a', 'b', 'c'), ...ran('a', 1), ...ran('b', 1, 'failed'));
    expect(listJobs(few).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
});

describe('the time that a queue takes', () => {
  test('is not known before anything was done', () => {
    expect(secondsLeft(queueAfter(add('a')), 0)).toBeUndefined();
  });

  test('is that of its workflows, the one that runs less what it had', () => {
    const state = queueAfter(
      {
        type: 'added',
        jobs: [...ids('slow', 4), ...ids('quick', 4)].map((id) =>
          request(id, id.startsWith('slow') ? {} : { workflow: other }),
        ),
      },
      ...ran('slow0', 10),
      ...ran('slow1', 8),
      ...ran('quick0', 3),
      ...ran('quick1', 1),
      { type: 'started', id: 'slow2', time: 1000 },
    );
    expect(secondsLeft(state, 4000)).toEqual({ seconds: 5 + 8 + 2, rough: false });
    expect(secondsLeft(state, 4000, { left: 7, total: 10 })).toEqual({ seconds: 7 + 8 + 2, rough: false });
  });

  test('is judged by the job that runs while its workflow is new', () => {
    const state = queueAfter(add('a', 'b', 'c'), { type: 'started', id: 'a', time: 0 });
    expect(secondsLeft(state, 1000)).toBeUndefined();
    expect(secondsLeft(state, 1000, { left: 3, total: 4 })).toEqual({ seconds: 3 + 2 * 4, rough: false });
  });

  test('is rough while one of its workflows never ran', () => {
    const state = queueAfter(
      { type: 'added', jobs: [request('a'), request('b', { workflow: other })] },
      ...ran('a', 4),
    );
    expect(secondsLeft(state, 0)).toEqual({ seconds: 4, rough: true });
  });
});
