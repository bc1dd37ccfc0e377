import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveThrough, inTimeOrder, type KeyFrame, keyEasings, timeOfFrame } from './keyFrames.ts';

const keyFrames = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: 0, max: 200 }),
      value: fc.integer({ min: -50, max: 50 }),
      easing: fc.constantFrom(...keyEasings),
    }),
    { minLength: 1, maxLength: 8, selector: ({ at }) => at },
  )
  .map((keys): KeyFrame[] => keys);
const times = fc.double({ min: -20, max: 220, noNaN: true });

describe('a curve through key frames', () => {
  it('meets each of them', () => {
    fc.assert(
      fc.property(keyFrames, (keys) => {
        const curve = curveThrough(keys);
        for (const { at, value } of keys) expect(curve(at)).toBe(value);
      }),
    );
  });

  it('never leaves the values of the two that a time lies between, and stays beyond the ends', () => {
    fc.assert(
      fc.property(keyFrames, times, (keys, at) => {
        const ordered = inTimeOrder(keys);
        const before = ordered.findLast((key) => key.at <= at) ?? ordered[0];
        const after = ordered.find((key) => key.at > at) ?? ordered.at(-1);
        const values = at < (ordered[0]?.at ?? 0) ? [ordered[0]?.value ?? 0] : [before?.value ?? 0, after?.value ?? 0];
        const found = curveThrough(keys)(at);
        expect(found).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(found).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
    );
  });

  it('is the same in whatever order they are given', () => {
    fc.assert(
      fc.property(keyFrames, times, (keys, at) => {
        expect(curveThrough(keys.toReversed())(at)).toBe(curveThrough(keys)(at));
      }),
    );
  });

  it('scales with their values, and moves with their times', () => {
    fc.assert(
      fc.property(keyFrames, times, (keys, at) => {
        const moved = keys.map((key) => ({ ...key, at: key.at + 64, value: 4 * key.value }));
        expect(curveThrough(moved)(at + 64)).toBeCloseTo(4 * curveThrough(keys)(at), 6);
      }),
    );
  });

  it('goes evenly, gently or not at all until the next', () => {
    const from = (easing: KeyFrame['easing']) =>
      curveThrough([
        { at: 0, value: 1, easing },
        { at: 4, value: 3, easing: 'linear' },
      ]);
    expect([0, 1, 2, 3, 4].map(from('linear'))).toEqual([1, 1.5, 2, 2.5, 3]);
    expect([0, 1, 2, 3.99, 4].map(from('hold'))).toEqual([1, 1, 1, 1, 3]);
    expect(from('ease_in')(1)).toBeLessThan(from('linear')(1));
    expect(from('cosine')(2)).toBeCloseTo(2, 12);
  });

  it('jumps where two stand at one time, and the later one counts', () => {
    const jump = curveThrough([
      { at: 0, value: 0, easing: 'linear' },
      { at: 2, value: 1, easing: 'linear' },
      { at: 2, value: 5, easing: 'linear' },
      { at: 4, value: 5, easing: 'linear' },
    ]);
    expect([1, 2, 3].map(jump)).toEqual([0.5, 5, 5]);
    expect(jump(1.999)).toBeCloseTo(1, 2);
  });

  it('reaches a key frame at its frame, though its time in seconds was written with few digits', () => {
    const cut = curveThrough([
      { at: 0, value: 0, easing: 'hold' },
      { at: 0.041666667, value: 1, easing: 'hold' },
    ]);
    expect([0, 1, 2].map((index) => cut(timeOfFrame(index, 3, 'seconds', 24)))).toEqual([0, 1, 1]);
  });

  it('is one value everywhere for a single key frame, and nothing for none', () => {
    expect([-5, 3, 90].map(curveThrough([{ at: 3, value: 0.4, easing: 'hold' }]))).toEqual([0.4, 0.4, 0.4]);
    expect(() => curveThrough([])).toThrow(/needs a key frame/);
  });
});

it('frames are counted from 1, seconds and shares begin at 0', () => {
  expect([0, 23].map((index) => timeOfFrame(index, 24, 'frames', 12))).toEqual([1, 24]);
  expect([0, 6].map((index) => timeOfFrame(index, 24, 'seconds', 12))).toEqual([0, 0.5]);
  expect([0, 12, 24].map((index) => timeOfFrame(index, 25, 'share', 12))).toEqual([0, 0.5, 1]);
  expect(timeOfFrame(0, 1, 'share', 12)).toBe(0);
});
