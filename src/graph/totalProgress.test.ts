import { describe, expect, it } from 'vitest';
import type { RunEvent } from './events.ts';
import { createProgressMeter, type Pace } from './totalProgress.ts';

function setUp(nodes: readonly string[], known: Readonly<Record<string, number>> = {}) {
  let time = 0;
  const pace: Pace = new Map(Object.entries(known));
  const meter = createProgressMeter(pace, () => time);
  meter.see({ type: 'queued', nodes });
  return {
    meter,
    pace,
    pass(milliseconds: number, event: RunEvent) {
      time += milliseconds;
      meter.see(event);
      return meter.read();
    },
  };
}

const start = (node: string): RunEvent => ({ type: 'started', node });
const finish = (node: string, milliseconds: number, cached = false): RunEvent => ({
  type: 'finished',
  node,
  key: 'k',
  cached,
  milliseconds,
  outputs: {},
  warnings: [],
  files: [],
});
const step = (node: string, at: number, of: number, left: number): RunEvent => ({
  type: 'progress',
  node,
  step: at,
  of,
  left,
});

describe('how far a run is', () => {
  it('is by time: quick nodes before a long one count for little', () => {
    const { pass } = setUp(['a', 'b', 'c', 'long']);
    for (const node of ['a', 'b', 'c']) {
      pass(0, start(node));
      pass(20, finish(node, 20));
    }
    pass(0, start('long'));
    expect(pass(1000, step('long', 1, 50, 49_000)).fraction).toBeCloseTo(0.021, 3);
    expect(pass(24_000, step('long', 25, 50, 25_000)).fraction).toBeCloseTo(0.5, 2);
    expect(pass(24_000, step('long', 49, 50, 1000)).fraction).toBeCloseTo(0.98, 2);
    expect(pass(1000, finish('long', 50_000)).fraction).toBe(1);
  });

  it('holds back the share of a node that runs for long and says nothing of its steps', () => {
    const { pass } = setUp(['a', 'silent']);
    pass(0, start('a'));
    pass(20, finish('a', 20));
    pass(0, start('silent'));
    expect(pass(60_000, { type: 'progress', node: 'silent', step: 0, of: 1 }).fraction).toBeLessThan(0.51);
  });

  it('is by the pace of earlier runs where nothing else is known', () => {
    const { pass } = setUp(['short', 'long'], { short: 1000, long: 9000 });
    pass(0, start('short'));
    expect(pass(1000, finish('short', 1000)).fraction).toBeCloseTo(0.1, 6);
    pass(0, start('long'));
    const overdue = pass(20_000, { type: 'progress', node: 'long', step: 0, of: 1 });
    expect(overdue.left).toBeCloseTo(900, 6);
    expect(overdue.fraction).toBeLessThan(0.97);
  });

  it('does not count what came from the cache', () => {
    const { pass, pace } = setUp(['kept', 'new'], { kept: 5000, new: 1000 });
    expect(pass(0, finish('kept', 5000, true)).fraction).toBe(0);
    expect(pace.get('kept')).toBe(5000);
  });

  it('takes away what a failed node was expected to need', () => {
    const { pass } = setUp(['bad', 'good'], { bad: 9000, good: 1000 });
    pass(0, start('bad'));
    const problem = { code: 'x', message: 'It broke.', place: { node: 'bad' }, remedy: '' };
    expect(pass(1000, { type: 'failed', node: 'bad', problem })).toMatchObject({ fraction: 0.5, left: 1000 });
  });
});

it('says that the time left is rough while a node that waits was never timed', () => {
  const { pass } = setUp(['timed', 'new'], { timed: 2000 });
  expect(pass(0, start('timed'))).toMatchObject({ left: 2000, rough: true });
  expect(pass(0, step('new', 1, 2, 500))).toMatchObject({ rough: false });
});
