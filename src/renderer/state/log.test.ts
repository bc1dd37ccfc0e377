import { expect, it } from 'vitest';
import { createLog } from './log.ts';

const broke = { level: 'error', message: 'It broke.' } as const;
const other = { level: 'error', message: 'Another thing broke.' } as const;

it('counts errors until somebody looks, those that are repeated once', () => {
  const log = createLog();
  log.notify(broke);
  log.note(broke);
  log.note(other);
  log.note({ level: 'warning', message: 'Slow.' });
  expect(log.unseen.value.map(({ message }) => message)).toEqual([broke.message, other.message]);
  log.look();
  expect(log.unseen.value).toEqual([]);
  expect(log.entries.value).toHaveLength(3);
});

it('does not count an error that was dismissed', () => {
  const log = createLog();
  log.note(other);
  const { id } = log.notify(broke);
  log.dismiss((entry) => entry.id === id);
  expect(log.unseen.value.map(({ message }) => message)).toEqual([other.message]);
});

it('has one line for a warning, however many come between, and counts it', () => {
  const log = createLog(() => 0);
  const [slow, far] = ['Slow.', 'Far.'].map((message) => ({ level: 'warning', message, node: message }) as const);
  for (let run = 0; run < 3; run++) for (const each of [slow, far]) if (each) log.note(each);
  expect(log.entries.value).toMatchObject([
    { message: 'Slow.', times: 3 },
    { message: 'Far.', times: 3 },
  ]);
  expect(new Set(log.entries.value.map(({ id }) => id)).size).toBe(2);
});

it('has a line for each time that something else is said again', () => {
  const log = createLog(() => 0);
  for (const message of ['Saved.', 'Run cancelled.', 'Saved.']) log.note({ level: 'info', message });
  expect(log.entries.value).toHaveLength(3);
});
