import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Job, JobRequest } from './job.ts';
import type { JobEvent } from './jobEvent.ts';
import { afterEvents, emptyQueue, MOST_ENDED, type QueueState } from './queueState.ts';
import { request } from './testing/request.ts';

const added = (...jobs: JobRequest[]): JobEvent => ({ type: 'added', jobs });
const started = (id: string): JobEvent => ({ type: 'started', id, time: 1 });
const ended = (id: string, outcome: 'done' | 'failed' | 'cancelled' = 'done'): JobEvent => ({
  type: 'ended',
  id,
  outcome,
  time: 2,
  seconds: 1,
});
const queueAfter = (...events: JobEvent[]) => afterEvents(emptyQueue, events);
const jobOf = (state: QueueState, id: string): Job | undefined => state.jobs.get(id);

const names = ['a', 'b', 'c', 'd', 'e'];
const anyId = fc.constantFrom(...names);
const anyIds = fc.array(anyId, { maxLength: 4 });
const anyRequest = fc.record({
  id: anyId,
  priority: fc.integer({ min: -1, max: 1 }),
  forever: fc.constantFrom(null, 'next' as const),
});
const anyEvent: fc.Arbitrary<JobEvent> = fc.oneof(
  fc.array(anyRequest, { maxLength: 3 }).map((jobs) => added(...jobs.map(({ id, ...rest }) => request(id, rest)))),
  fc.record({ type: fc.constant('moved' as const), ids: anyIds, before: fc.option(anyId) }),
  anyId.map(started),
  fc
    .tuple(anyId, fc.constantFrom('done' as const, 'failed' as const, 'cancelled' as const), fc.option(anyId))
    .map(
      ([id, outcome, next]) =>
        ({ ...ended(id, outcome), ...(next === null ? {} : { successor: request(next) }) }) as JobEvent,
    ),
  anyIds.map((ids) => ({ type: 'cancelled' as const, ids, time: 3 })),
  anyIds.map((ids) => ({ type: 'retried' as const, ids })),
  anyId.map((id) => ({ type: 'interrupted' as const, id })),
  anyIds.map((ids) => ({ type: 'limited' as const, ids })),
  anyIds.map((ids) => ({ type: 'removed' as const, ids })),
);
const anyHistory = fc.array(anyEvent, { maxLength: 40 });

/** Jobs that were ever added or took the place of another. */
function everAdded(events: readonly JobEvent[]): Set<string> {
  return new Set(
    events.flatMap((event) => {
      if (event.type === 'added') return event.jobs.map(({ id }) => id);
      return event.type === 'ended' && event.successor ? [event.successor.id] : [];
    }),
  );
}

describe('whatever happens in whatever order', () => {
  test('every job stands in one list, once, as its status says', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const { jobs, waiting, running, ended: over } = queueAfter(...events);
        expect([...waiting, ...running, ...over].sort()).toEqual([...jobs.keys()].sort());
        for (const id of waiting) expect(jobs.get(id)?.status).toBe('waiting');
        for (const id of running) expect(jobs.get(id)?.status).toBe('running');
        for (const id of over) expect(['done', 'failed', 'cancelled']).toContain(jobs.get(id)?.status);
      }),
    );
  });

  test('no job that was added is lost unless it was removed after it had ended, and none comes from nowhere', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        let state = emptyQueue;
        for (const event of events) {
          const before = state;
          state = afterEvents(state, [event]);
          const isNews = event.type === 'added' || (event.type === 'ended' && before.running.includes(event.id));
          if (!isNews) expect(state.jobs.size).toBeLessThanOrEqual(before.jobs.size);
          const gone = [...before.jobs.keys()].filter((id) => !state.jobs.has(id));
          const removed = event.type === 'removed' ? event.ids : [];
          for (const id of gone) {
            expect(removed).toContain(id);
            expect(before.ended).toContain(id);
          }
        }
        for (const id of state.jobs.keys()) expect(everAdded(events)).toContain(id);
      }),
    );
  });

  test('a job that is done stays done, and each of its beginnings is counted', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        let state = emptyQueue;
        for (const event of events) {
          const before = state;
          state = afterEvents(state, [event]);
          for (const [id, job] of state.jobs) {
            const was = before.jobs.get(id);
            if (was?.status === 'done') expect(job.status).toBe('done');
            if (was)
              expect(job.attempt - was.attempt).toBe(event.type === 'started' && was.status !== job.status ? 1 : 0);
          }
        }
      }),
    );
  });

  test('the same events one by one, at once and twice over the same history give the same queue', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const atOnce = queueAfter(...events);
        expect(events.reduce((state, event) => afterEvents(state, [event]), emptyQueue)).toEqual(atOnce);
        const kept = [...atOnce.running, ...atOnce.waiting, ...atOnce.ended].map(
          (id): JobEvent => ({ type: 'kept', job: jobOf(atOnce, id) as Job }),
        );
        expect(queueAfter(...kept)).toEqual({
          ...atOnce,
          jobs: new Map(kept.map((event) => (event.type === 'kept' ? [event.job.id, event.job] : ['', {} as Job]))),
        });
        expect(queueAfter(...kept, ...kept)).toEqual(queueAfter(...kept));
      }),
    );
  });
});

describe('a queue', () => {
  test('adds a job once, however often it is asked for', () => {
    expect(queueAfter(added(request('a')), added(request('a')), started('a'), added(request('a'))).running).toEqual([
      'a',
    ]);
  });

  test('runs jobs as they came, urgent ones before those that wait', () => {
    const state = queueAfter(
      added(request('a'), request('b')),
      added(request('urgent', { priority: 1 }), request('c')),
    );
    expect(state.waiting).toEqual(['urgent', 'a', 'b', 'c']);
  });

  test('moves several before another, or to the end', () => {
    const four = added(...['a', 'b', 'c', 'd'].map((id) => request(id)));
    expect(queueAfter(four, { type: 'moved', ids: ['c', 'd'], before: 'a' }).waiting).toEqual(['c', 'd', 'a', 'b']);
    expect(queueAfter(four, { type: 'moved', ids: ['a'], before: null }).waiting).toEqual(['b', 'c', 'd', 'a']);
  });

  test('puts a job first that was to stand before one that has begun meanwhile', () => {
    const events = [added(...['a', 'b', 'c', 'd'].map((id) => request(id))), started('a')];
    expect(queueAfter(...events, { type: 'moved', ids: ['d'], before: 'a' }).waiting).toEqual(['d', 'b', 'c']);
  });

  test('begins again with what was interrupted, before all others', () => {
    const state = queueAfter(added(request('a'), request('b')), started('a'), { type: 'interrupted', id: 'a' });
    expect(state.waiting).toEqual(['a', 'b']);
    expect(jobOf(state, 'a')).toMatchObject({ attempt: 1, interruptions: 1 });
  });

  test('forgets what a failed job was told when it is tried again', () => {
    const problem = { code: 'x', message: 'no', place: {}, remedy: 'yes' };
    const failed = { ...ended('a', 'failed'), problem } as JobEvent;
    const state = queueAfter(added(request('a')), started('a'), failed, { type: 'retried', ids: ['a'] });
    expect(jobOf(state, 'a')).toEqual({ ...request('a'), status: 'waiting', attempt: 1, interruptions: 0 });
  });

  test('goes on for ever with a job that is wanted so, until it is not', () => {
    const forever = added(request('a', { forever: 'next' }));
    const done = { ...ended('a'), successor: request('a.1', { forever: 'next' }) } as JobEvent;
    expect(queueAfter(forever, started('a'), done).waiting).toEqual(['a.1']);
    expect(queueAfter(forever, started('a'), { type: 'limited', ids: ['a'] }, done).waiting).toEqual([]);
  });

  test(`remembers the last ${MOST_ENDED} that have ended`, () => {
    const ids = Array.from({ length: MOST_ENDED + 5 }, (_, index) => `j${index}`);
    const state = queueAfter(added(...ids.map((id) => request(id))), { type: 'cancelled', ids, time: 1 });
    expect(state.ended).toHaveLength(MOST_ENDED);
    expect(state.jobs.size).toBe(MOST_ENDED);
    expect(state.ended[0]).toBe('j5');
  });
});
