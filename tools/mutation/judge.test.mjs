import { describe, expect, it } from 'vitest';
import { Judge } from './judge.mjs';

const mutant = { file: 'a.ts', stretch: 3 };
const reached = { 'a.ts': [3] };

/** What a judge decides and what it ran, where `fails` names the test that fails; undefined ids are the whole file. */
async function judged(tests, fails, { quick = Infinity, together = false } = {}) {
  const runs = [];
  const tester = {
    run: async ({ asks, mutant }) => {
      runs.push(asks.map(({ test, ids }) => [test, ids]));
      const files = asks.map(({ test, ids }) => {
        const failed = fails({ test, ids, mutant });
        return { test, failed: failed && [failed] };
      });
      return { outcome: files.some(({ failed }) => failed) ? 'failed' : 'passed', files };
    },
  };
  const coverage = { of: (test) => tests[test], keep: (_, known) => known };
  const loaded = new Map(Object.keys(tests).map((test) => [test, new Set(['a.ts'])]));
  const judge = new Judge(tester, coverage, { loaded, quick, together });
  return { ...(await judge.verdictOn(mutant)), runs };
}

const file = (tests, used = 100) => ({ used, wall: used, tests });

describe('a mutant', () => {
  it('that no test reaches lives, and none is asked', async () => {
    const { verdict, reached, runs } = await judged({ 'b.test.ts': file({ one: { used: 9 } }) }, () => 'one');
    expect([verdict, reached, runs]).toEqual(['survived', false, []]);
  });

  it('is shown to those who reach it only, the quickest file first', async () => {
    const tests = {
      'slow.test.ts': file({ one: { used: 50, reached } }),
      'quick.test.ts': file({ one: { used: 10, reached }, two: { used: 90 } }),
    };
    const { verdict, tests: by, runs } = await judged(tests, ({ mutant }) => mutant && 'one');
    expect([verdict, by]).toEqual(['killed', ['quick.test.ts']]);
    expect(runs[0]).toEqual([['quick.test.ts', ['one']]]);
  });

  it('is not dead by a test that fails without its neighbours in any case', async () => {
    const tests = { 'b.test.ts': file({ one: { used: 10, reached }, two: { used: 10 } }) };
    const { verdict } = await judged(tests, ({ ids }) => ids && 'one');
    expect(verdict).toBe('survived');
  });

  it('is shown to whole files before it lives: a test may lean on others', async () => {
    const tests = { 'b.test.ts': file({ one: { used: 10, reached }, two: { used: 10 } }) };
    const { verdict } = await judged(tests, ({ ids, mutant }) => mutant && !ids && 'two');
    expect(verdict).toBe('killed');
  });

  it('that is reached outside of the tests is shown to the whole file', async () => {
    const tests = { 'b.test.ts': { ...file({ one: { used: 10 } }), always: reached } };
    expect((await judged(tests, ({ mutant }) => mutant && 'one')).runs).toEqual([[['b.test.ts', undefined]]]);
  });

  it('is not shown to what takes longer than was wished, which still counts as reaching it', async () => {
    const tests = { 'b.test.ts': file({ one: { used: 5000, reached } }, 6000) };
    const { verdict, reached: isReached, runs } = await judged(tests, () => 'one', { quick: 2 });
    expect([verdict, isReached, runs]).toEqual(['survived', true, []]);
  });

  it('is shown to all others at once where they may share a process, and dead by the one that failed', async () => {
    const tests = {
      'a.test.ts': file({ one: { used: 10, reached } }),
      'b.test.ts': file({ one: { used: 20, reached }, two: { used: 10 } }, 200),
      'c.test.ts': file({ one: { used: 20, reached } }, 300),
    };
    const { tests: by, runs } = await judged(tests, ({ test, mutant }) => mutant && test === 'c.test.ts' && 'one', {
      together: true,
    });
    expect(by).toEqual(['c.test.ts']);
    expect(runs).toEqual([
      [['a.test.ts', undefined]],
      [
        ['b.test.ts', ['one']],
        ['c.test.ts', undefined],
      ],
    ]);
  });

  it('that hung in one of several files may have hung in any of them', async () => {
    const asked = ['a.test.ts', 'b.test.ts', 'c.test.ts'];
    const tester = { run: async ({ asks }) => ({ outcome: asks.length > 1 ? 'hung' : 'passed', files: [] }) };
    const coverage = { of: () => file({ one: { used: 10, reached } }) };
    const loaded = new Map(asked.map((test) => [test, new Set(['a.ts'])]));
    const judge = new Judge(tester, coverage, { loaded, quick: Infinity, together: true });
    expect(await judge.verdictOn(mutant)).toMatchObject({ verdict: 'hung', tests: ['b.test.ts', 'c.test.ts'] });
  });
});
