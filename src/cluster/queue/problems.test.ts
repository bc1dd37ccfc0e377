import { expect, test } from 'vitest';
import { problemFrom } from '../../graph/problem.ts';
import { faultOfQueue, refusalTeller } from './problems.ts';

/** As ioredis makes it of an answer. */
class ReplyError extends Error {
  override readonly name = 'ReplyError';
}

const full = new ReplyError("OOM command not allowed when used memory > 'maxmemory'.");

test('what Redis refuses is no fault in the program', () => {
  expect(problemFrom(faultOfQueue(full))).toMatchObject({
    code: 'queue-refuses',
    message: expect.stringContaining('OOM command not allowed'),
  });
  const other = new Error('read ECONNRESET 10.0.0.7:6379');
  expect(faultOfQueue(other)).toBe(other);
});

test('what Redis refuses is said once of each kind, and of the connection nothing', () => {
  const said: string[] = [];
  const tell = refusalTeller((line) => said.push(line));
  const others = [new ReplyError('NOPERM this user has no permissions'), new Error('read ECONNRESET 10.0.0.7:6379')];
  for (const fault of [full, full, ...others, full]) tell(fault);
  expect(said).toHaveLength(2);
  expect(said.join()).toMatch(/OOM.*NOPERM/);
  expect(said.join()).not.toContain('10.0.0.7');
});
