import { describe, expect, it } from 'vitest';
import type { Painting } from '../../graph/defineNode.ts';
import { arrowed, containedRect, ended, extended, fillWith, firstBrush, resized, strokeAt } from './brush.ts';

const coverage: Painting = { paints: 'coverage' };
const strengths: Painting = { paints: { strengths: [-2, 2] } };
const shape = { width: 200, height: 100 };

describe('a brush', () => {
  const paintOf = (more: Partial<typeof firstBrush>, painting: Painting) => {
    const { value, opacity } = strokeAt({ ...firstBrush, ...more }, painting, [0, 0]);
    return { value, opacity };
  };

  it('covers with white by its opacity, and takes away by it where it erases', () => {
    expect(paintOf({ opacity: 0.4, strength: -1 }, coverage)).toEqual({ value: 1, opacity: 0.4 });
    expect(paintOf({ opacity: 0.4, erases: true }, coverage)).toEqual({ value: 0, opacity: 0.4 });
  });

  it('paints its strength, within what is offered, and nothing where it erases', () => {
    expect(paintOf({ strength: -1.5, opacity: 0.4 }, strengths)).toEqual({ value: -1.5, opacity: 1 });
    expect(paintOf({ strength: 5 }, strengths)).toEqual({ value: 2, opacity: 1 });
    expect(paintOf({ strength: 5, erases: true }, strengths)).toEqual({ value: 0, opacity: 1 });
  });

  it('begins a stroke where it is, as wide and as hard as it is', () => {
    const stroke = strokeAt({ ...firstBrush, radius: 0.2, hardness: 0.4 }, coverage, [0.123456, 2 / 3]);
    expect(stroke).toEqual({ points: [0.1235, 0.6667], radius: 0.2, hardness: 0.4, value: 1, opacity: 1 });
  });

  it('far outside of the picture leaves places that a file may have', () => {
    expect(strokeAt(firstBrush, coverage, [40, -40]).points).toEqual([3, -2]);
  });

  it('fills by a stroke without points', () => {
    expect(fillWith({ ...firstBrush, erases: true }, coverage)).toMatchObject({ points: [], value: 0 });
  });

  it('grows and shrinks by steps, within what can be drawn', () => {
    expect(resized(resized(firstBrush, true), false).radius).toBeCloseTo(firstBrush.radius, 3);
    expect(resized({ ...firstBrush, radius: 0.49 }, true).radius).toBe(0.5);
    expect(resized({ ...firstBrush, radius: 0.005 }, false).radius).toBe(0.005);
  });

  it('is carried by the arrow keys, finely with Shift, and not out of the picture', () => {
    expect(arrowed([0.5, 0.5], { key: 'ArrowLeft', shiftKey: false })).toEqual([0.48, 0.5]);
    expect(arrowed([0.5, 0.5], { key: 'ArrowDown', shiftKey: true })).toEqual([0.5, 0.505]);
    expect(arrowed([0.99, 0], { key: 'ArrowRight', shiftKey: false })).toEqual([1, 0]);
    expect(arrowed([0.5, 0.5], { key: 'Enter', shiftKey: false })).toBeUndefined();
  });
});

describe('a stroke', () => {
  const stroke = { points: [0.5, 0.5], radius: 0.1, hardness: 1, value: 1, opacity: 1 };

  it('goes on where the brush has gone far enough to be seen, as far across as down', () => {
    // A fifth of the radius is two pixels of a hundred.
    expect(extended(stroke, [0.5, 0.515], shape)).toBe(stroke);
    expect(extended(stroke, [0.5, 0.525], shape)?.points).toEqual([0.5, 0.5, 0.5, 0.525]);
    expect(extended(stroke, [0.509, 0.5], shape)).toBe(stroke);
    expect(extended(stroke, [0.511, 0.5], shape)?.points).toEqual([0.5, 0.5, 0.511, 0.5]);
  });

  it('ends where it holds as many points as a file takes', () => {
    const full = { ...stroke, points: Array.from({ length: 8000 }, () => 0.1) };
    expect(extended(full, [0.9, 0.9], shape)).toBeUndefined();
  });
});

describe('a stroke that ends', () => {
  const stroke = { points: [0.5, 0.5], radius: 0.1, hardness: 1, value: 1, opacity: 1 };

  it('reaches the place where the brush was lifted, however near that is', () => {
    expect(ended(stroke, [0.501, 0.5]).points).toEqual([0.5, 0.5, 0.501, 0.5]);
    expect(ended(stroke, [0.5, 0.5])).toBe(stroke);
  });
});

describe('a picture in a box', () => {
  it('is as large as it fits, and in the middle', () => {
    expect(containedRect({ width: 400, height: 400 }, shape)).toEqual({ width: 400, height: 200, left: 0, top: 100 });
    expect(containedRect({ width: 500, height: 100 }, shape)).toEqual({ width: 200, height: 100, left: 150, top: 0 });
  });
});
