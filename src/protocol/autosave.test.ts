import { describe, expect, test } from 'vitest';
import { AUTOSAVE_BYTES, AUTOSAVES_KEPT, beyondLimits } from './autosave.ts';

const works = (times: readonly number[], bytes = 1) => times.map((time) => ({ time, bytes }));
const timesBeyond = (times: readonly number[], bytes?: number) =>
  beyondLimits(works(times, bytes)).map(({ time }) => time);
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('of unsaved work', () => {
  test('as much as there is room for is kept', () => {
    expect(timesBeyond([])).toEqual([]);
    expect(timesBeyond(upTo(AUTOSAVES_KEPT))).toEqual([]);
    expect(timesBeyond([1, 2], AUTOSAVE_BYTES / 2)).toEqual([]);
  });

  test('the oldest go where there are too many, whatever their order', () => {
    expect(timesBeyond(upTo(AUTOSAVES_KEPT + 2))).toEqual([2, 1]);
    expect(timesBeyond(upTo(AUTOSAVES_KEPT + 1).reverse())).toEqual([1]);
  });

  test('the oldest go where they are too large together', () => {
    expect(timesBeyond([3, 1, 2], AUTOSAVE_BYTES / 2)).toEqual([1]);
    expect(timesBeyond([1, 2], AUTOSAVE_BYTES / 2 + 1)).toEqual([1]);
  });

  test('the newest stays, however large it is', () => {
    expect(timesBeyond([7], AUTOSAVE_BYTES + 1)).toEqual([]);
    expect(timesBeyond([1, 7], AUTOSAVE_BYTES + 1)).toEqual([1]);
  });
});
