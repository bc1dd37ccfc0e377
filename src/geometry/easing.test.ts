import { describe, expect, it } from 'vitest';
import { ease, easings, sharesBetween, sharesWithEnds } from './easing.ts';

describe('easing', () => {
  it.each(easings)('%s keeps both ends and never turns back', (easing) => {
    expect(ease(0, easing)).toBe(0);
    expect(ease(1, easing)).toBe(1);
    const values = sharesWithEnds(101).map((t) => ease(t, easing));
    expect(values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0))).toBe(true);
  });

  it('cosine is half way in the middle and slow at the ends', () => {
    expect(ease(0.5, 'cosine')).toBeCloseTo(0.5, 15);
    expect(ease(0.1, 'cosine')).toBeCloseTo(0.02447, 5);
  });
});

describe('shares', () => {
  it('with ends hold both, and one alone is 0', () => {
    expect(sharesWithEnds(5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(sharesWithEnds(1)).toEqual([0]);
  });

  it('between never repeat an end', () => {
    expect(sharesBetween(3)).toEqual([0.25, 0.5, 0.75]);
  });
});
