import { describe, expect, test } from 'vitest';
import { ArcspaceError, problemFrom } from './problem.ts';

describe('whatever is thrown becomes a problem', () => {
  test('an error of ours as it is, its place completed by what the caller knows', () => {
    const error = new ArcspaceError('wrong-type', 'An image came.', 'Wire latents.', { port: 'a' });
    expect(error.name).toBe('ArcspaceError');
    expect(problemFrom(error, { node: 'slerp', port: 'b' })).toEqual({
      code: 'wrong-type',
      message: 'An image came.',
      remedy: 'Wire latents.',
      place: { node: 'slerp', port: 'a' },
    });
    expect(problemFrom(error).place).toEqual({ port: 'a' });
  });

  test('a value that the mathematics refuses is one of the user, at the node that it reached', () => {
    const problem = problemFrom(new RangeError('no mean of nothing'), { node: 'mean' });
    expect(problem).toMatchObject({ code: 'invalid-value', message: 'no mean of nothing', place: { node: 'mean' } });
    expect(problem.remedy).toContain('Check the values');
  });

  test('an abort is a cancel, and says how to go on', () => {
    const abort = new DOMException('This operation was aborted', 'AbortError');
    expect(problemFrom(abort, { node: 'a' })).toMatchObject({
      code: 'cancelled',
      message: 'Cancelled',
      place: { node: 'a' },
    });
    expect(problemFrom(abort).remedy).toContain('Run again');
    expect(problemFrom({ name: 'AbortError' }).code).toBe('internal');
  });

  test.each([
    [new TypeError('x is undefined'), 'x is undefined'],
    ['a bare text', 'a bare text'],
    [undefined, 'undefined'],
    [7, '7'],
  ])('anything else is a fault in the program, with what it said: %s', (thrown, message) => {
    const problem = problemFrom(thrown, { node: 'a' });
    expect(problem).toMatchObject({ code: 'internal', message, place: { node: 'a' } });
    expect(problem.remedy).toContain('fault in Arcspace');
  });
});
