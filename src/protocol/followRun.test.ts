import { expect, test } from 'vitest';
import type { RunEvent } from '../graph/events.ts';
import { ArcspaceError } from '../graph/problem.ts';
import { followRun } from './followRun.ts';
import type { EngineClient } from './protocol.ts';
import type { WatchedEvents } from './types.ts';

const started = (node: string): RunEvent => ({ type: 'started', node });
const done: RunEvent = { type: 'done', outcome: 'completed', executed: 1, cached: 0, milliseconds: 1 };
const name = { client: 'window', run: 'r' };
const lost = () => Promise.reject(new ArcspaceError('connection-lost', 'Lost.', 'Wait.'));
const answer = (next: number, ...events: RunEvent[]) => Promise.resolve({ events, next, done: false });

/** An engine that gives these answers, and then none. */
function engine(...answers: (() => Promise<WatchedEvents>)[]) {
  const asked: { from: number; ahead: boolean }[] = [];
  const call = async (_: string, { from, ahead }: { from: number; ahead: boolean }) => {
    asked.push({ from, ahead });
    return (answers.shift() ?? (() => new Promise(() => {})))();
  };
  return { asked, client: { call, on: () => () => {} } as unknown as EngineClient };
}

test('events are told in order, up to the last, which is the answer', async () => {
  const { client, asked } = engine(
    () => answer(2, started('a'), started('b')),
    () => answer(2),
    () => answer(4, started('c'), done),
  );
  const heard: RunEvent[] = [];
  expect(await followRun(client, name, (event) => heard.push(event))).toBe(done);
  expect(heard).toEqual([started('a'), started('b'), started('c'), done]);
  expect(asked.map(({ ahead }) => ahead)).toEqual([false, true, true, true, true, true]);
});

test('after a lost connection it begins anew with the first event that is missing', async () => {
  const { client, asked } = engine(
    () => answer(1, started('a')),
    lost,
    lost,
    lost,
    lost,
    () => answer(2, done),
  );
  const heard: RunEvent[] = [];
  await followRun(
    client,
    name,
    (event) => heard.push(event),
    async () => {},
  );
  expect(heard).toEqual([started('a'), done]);
  expect(asked.find(({ from, ahead }) => from === 1 && !ahead)).toBeDefined();
});

test('any other failure is the end of it', async () => {
  const unknown = () => Promise.reject(new ArcspaceError('unknown-run', 'Unknown.', 'Run again.'));
  await expect(followRun(engine(unknown).client, name, () => {})).rejects.toMatchObject({ code: 'unknown-run' });
});
