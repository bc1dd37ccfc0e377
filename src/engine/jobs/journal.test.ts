import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JobEvent } from '../../jobs/jobEvent.ts';
import { heldIn, MOST_ENDED, readyIn } from '../../jobs/queueState.ts';
import { request } from '../../jobs/testing/request.ts';
import { temporaryFolder } from '../testing/temporaryFolder.ts';
import { openJournal, readJournal } from './journal.ts';
import { createSeal } from './seal.ts';

const seal = createSeal(new Uint8Array(32));

const folder = temporaryFolder();
const file = () => join(folder.path, 'queue.jsonl');
const added = (...ids: string[]): JobEvent => ({ type: 'added', jobs: ids.map((id) => request(id)) });
const started = (id: string): JobEvent => ({ type: 'started', id, time: 1 });

async function write(...events: JobEvent[]): Promise<void> {
  const { journal } = await openJournal(file(), seal);
  for (const event of events) await journal.append([event]);
  await journal.close();
}

describe('the file of a queue', () => {
  test('gives the queue again as it was', async () => {
    await write(added('a', 'b', 'c'), started('a'), { type: 'moved', ids: ['c'], before: 'b' });
    const { state, notes } = await openJournal(file(), seal);
    expect(state).toMatchObject({ running: ['a'], waiting: ['c', 'b'] });
    expect(notes).toEqual([]);
  });

  test('is summed up when it is opened: a line for each job', async () => {
    await write(
      added('a', 'b'),
      ...Array.from({ length: 50 }, (): JobEvent => ({ type: 'moved', ids: ['a'], before: null })),
    );
    await openJournal(file(), seal);
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(2);
    expect((await openJournal(file(), seal)).state.waiting).toEqual(['b', 'a']);
  });

  test('wherever it is cut off it gives what was written whole before, and says so', async () => {
    await write(added('a'), added('b'), {
      ...added('c'),
      jobs: [request('c', { name: 'Grüße' })],
    } as JobEvent);
    const whole = readFileSync(file());
    const lastLine = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let length = lastLine + 1; length < whole.length; length++) {
      writeFileSync(file(), whole);
      truncateSync(file(), length);
      const { state, notes } = await openJournal(file(), seal);
      expect(state.waiting).toEqual(['a', 'b']);
      expect(notes).toEqual(['The last line of the queue was cut off, and left out.']);
    }
  });

  test('loses only the lines that are damaged, and counts them', async () => {
    await write(added('a'));
    appendFileSync(file(), '{"type":"added"}\n\0\0\0\nnull\n');
    appendFileSync(file(), `${seal.put(JSON.stringify(added('b')))}\n`);
    const { state, notes } = await openJournal(file(), seal);
    expect(state.waiting).toEqual(['a', 'b']);
    expect(notes).toEqual(['3 damaged lines of the queue were left out.']);
  });

  test('holds the jobs of lines that somebody else wrote, however they are added', async () => {
    const stranger = createSeal(new Uint8Array(32).fill(1));
    const forever: JobEvent = { type: 'added', jobs: [request('own.0', { forever: 'next' })] };
    await write(forever, started('own.0'));
    const foreign: JobEvent[] = [
      added('a'),
      { type: 'kept', job: { ...request('b'), status: 'waiting', attempt: 0, interruptions: 0 } },
      { type: 'ended', id: 'own.0', time: 2, outcome: 'done', seconds: 1, successor: request('c') },
      { type: 'cancelled', ids: ['a'], time: 3 },
      { type: 'retried', ids: ['a'] },
      { type: 'admitted', ids: ['b', 'c'] },
    ];
    for (const event of foreign) appendFileSync(file(), `${stranger.put(JSON.stringify(event))}\n`);
    const { state } = await openJournal(file(), seal);
    expect(readyIn(state)).toEqual([]);
    expect(heldIn(state)).toEqual(['b', 'c']);
    expect(heldIn((await openJournal(file(), seal)).state)).toEqual(['b', 'c']);
    await write({ type: 'admitted', ids: ['b'] });
    expect(readyIn((await openJournal(file(), seal)).state)).toEqual(['b']);
  });

  test('is set aside where it is too large to be read, which is said', async () => {
    writeFileSync(file(), '');
    truncateSync(file(), 256 * 1024 * 1024 + 1);
    const { state, notes } = await openJournal(file(), seal);
    expect(state.jobs.size).toBe(0);
    expect(notes).toEqual([expect.stringContaining('too large to be read')]);
    expect(readdirSync(folder.path)).toHaveLength(2);
  });

  test('that is not there is an empty queue', async () => {
    expect((await openJournal(file(), seal)).state.jobs.size).toBe(0);
  });
});

test('ten thousand jobs that were all run and moved about are read in one go', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `j${index}`);
  const events: JobEvent[] = [
    added(...ids),
    ...ids
      .slice(0, 5_000)
      .flatMap((id): JobEvent[] => [started(id), { type: 'ended', id, time: 2, outcome: 'done', seconds: 1 }]),
  ];
  const { state } = readJournal(events.map((event) => `${seal.put(JSON.stringify(event))}\n`).join(''), seal);
  expect(state.waiting).toHaveLength(5_000);
  expect(state.ended).toHaveLength(MOST_ENDED);
});
