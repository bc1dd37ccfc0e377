import { describe, expect, it } from 'vitest';
import { arrowed, containedRect, extended, fillWith, firstBrush, leftBy, resized, strokeAt } from './brush.ts';

const painting = { least: 0, most: 1 };
const shape = { width: 200, height: 100 };

describe('a brush', () => {
  it('leaves what it holds, within what is offered, and nothing where it erases', () => {
    expect(leftBy({ ...firstBrush, value: -1.5 }, { least: -2, most: 2 })).toBe(-1.5);
    expect(leftBy({ ...firstBrush, value: -1.5 }, painting)).toBe(0);
    expect(leftBy({ ...firstBrush, value: 1.5 }, painting)).toBe(1);
    expect(leftBy({ ...firstBrush, erases: true }, painting)).toBe(0);
  });

  it('begins a stroke where it is, as wide and as hard as it is', () => {
    const stroke = strokeAt({ ...firstBrush, radius: 0.2, hardness: 0.4 }, painting, [0.123456, 2 / 3]);
    expect(stroke).toEqual({ points: [0.1235, 0.6667], radius: 0.2, hardness: 0.4, value: 1 });
  });

  it('fills by a stroke without points', () => {
    expect(fillWith({ ...firstBrush, erases: true }, painting)).toMatchObject({ points: [], value: 0 });
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
  const stroke = { points: [0.5, 0.5], radius: 0.1, hardness: 1, value: 1 };

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

describe('a picture in a box', () => {
  it('is as large as it fits, and in the middle', () => {
    expect(containedRect({ width: 400, height: 400 }, shape)).toEqual({ width: 400, height: 200, left: 0, top: 100 });
    expect(containedRect({ width: 500, height: 100 }, shape)).toEqual({ width: 200, height: 100, left: 150, top: 0 });
  });
});
