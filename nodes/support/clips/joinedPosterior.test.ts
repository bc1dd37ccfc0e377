import { expect, it } from 'vitest';
import type { Posterior } from '../../../src/diffusion/model.ts';
import { tensor } from '../../../src/tensor/tensor.ts';
import { joinedPosterior } from './joinedPosterior.ts';

/** One channel of one pixel, a frame for each value. */
const frames = (...values: number[]) => tensor(Float32Array.from(values), [1, 1, values.length, 1, 1]);
const moments = (mean: number, logVariance: number): Posterior => ({
  kind: 'moments',
  mean: frames(mean),
  logVariance: frames(logVariance),
});

it('means and variances of pieces follow each other, and so do draws where an encoder gives nothing else', () => {
  expect(joinedPosterior([moments(1, -1), moments(2, -2)])).toEqual({
    kind: 'moments',
    mean: frames(1, 2),
    logVariance: frames(-1, -2),
  });
  const drawn = (value: number): Posterior => ({ kind: 'sample', sample: frames(value, value) });
  expect(joinedPosterior([drawn(1), drawn(2)])).toEqual({ kind: 'sample', sample: frames(1, 1, 2, 2) });
});
