import { describe, expect, it } from 'vitest';
import { tensor } from '../tensor/tensor.ts';
import { finish } from '../tensor/work.ts';
import { pictureDifference } from './pictureDifference.ts';

/** A picture of width 2 and height 1. */
const two = (...values: number[]) => tensor(Float32Array.from(values), [1, 3, 1, 2]);

describe('the difference of two pictures', () => {
  const [black, grey] = [two(0, 0, 0, 0, 0, 0), two(0.1, 0.1, 0.1, 0.1, 0.1, 0.1)];

  it('is the mean of those of their colours, and in decibels', () => {
    expect(finish(pictureDifference(black, grey)).absolute).toBeCloseTo(0.1, 6);
    expect(finish(pictureDifference(grey, black)).absolute).toBeCloseTo(0.1, 6);
    expect(finish(pictureDifference(black, grey)).psnr).toBeCloseTo(20, 5);
    expect(finish(pictureDifference(black, two(0.3, -0.3, 0, 0, 0, 0))).absolute).toBeCloseTo(0.1, 6);
  });
});
