import { describe, expect, it } from 'vitest';
import { fitSlider, shareOfSlider } from './fitNumber.ts';

const strength = { integer: false, minimum: -10, maximum: 10, span: [-2, 2] } as const;

describe('a slider over what is useful', () => {
  it('ends there, though more is allowed', () => {
    expect(fitSlider(strength, 5, 1)).toBe(2);
    expect(fitSlider(strength, -5, 1)).toBe(-2);
    expect(fitSlider(strength, 1.5, 1)).toBe(1.5);
  });

  it('lets a value that was typed beyond come back bit by bit, and go no further out', () => {
    expect(fitSlider(strength, 4, 5)).toBe(4);
    expect(fitSlider(strength, 7, 5)).toBe(5);
    expect(fitSlider(strength, 50, 20)).toBe(10);
  });

  it('is full or empty where the value lies beyond', () => {
    expect([-5, -2, 0, 2, 5].map((value) => shareOfSlider(strength, value))).toEqual([0, 0, 0.5, 1, 1]);
  });
});
