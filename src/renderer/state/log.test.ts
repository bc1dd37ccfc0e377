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
