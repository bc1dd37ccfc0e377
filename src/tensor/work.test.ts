import { describe, expect, it } from 'vitest';
import { eachOf, finish, inStretches, stopsAfter, timesOver, type Work } from './work.ts';

/** What the work gives, and how often it stopped on the way. */
function followed<Result>(work: Work<Result>): { result: Result; stops: number } {
  for (let stops = 0; ; stops++) {
    const step = work.next();
    if (step.done) return { result: step.value, stops };
  }
}

describe('long work', () => {
  it('stops before each of its items', () => {
    expect(followed(eachOf(['a', 'b', 'c'], (item, index) => item + index))).toEqual({
      result: ['a0', 'b1', 'c2'],
      stops: 3,
    });
    expect(followed(timesOver(2, (index) => index * 10))).toEqual({ result: [0, 10], stops: 2 });
  });

  it('does nothing before it is gone on with, nor after it was left', () => {
    const made: number[] = [];
    const work = timesOver(3, (index) => made.push(index));
    work.next();
    expect(made).toEqual([]);
    work.next();
    expect(made).toEqual([0]);
  });

  it('can be gone through at once', () => {
    expect(finish(timesOver(3, (index) => index))).toEqual([0, 1, 2]);
  });

  it('passes over a length stretch by stretch, the last one shorter', () => {
    const stretches: [number, number][] = [];
    const { stops } = followed(inStretches(7, (from, to) => stretches.push([from, to]), 3));
    expect(stretches).toEqual([
      [0, 3],
      [3, 6],
      [6, 7],
    ]);
    expect(stops).toBe(3);
    expect(followed(inStretches(0, () => expect.unreachable(), 3)).stops).toBe(0);
  });

  it('is told when it is time to stop, by what was passed since the last time', () => {
    const isTimeToStop = stopsAfter(10);
    expect([4, 5, 1, 9, 1, 25, 1].map(isTimeToStop)).toEqual([false, false, true, false, true, true, false]);
  });
});
