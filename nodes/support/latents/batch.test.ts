import { describe, expect, it } from 'vitest';
import { PURE_NOISE } from '../../../src/diffusion/noiseLevel.ts';
import { tensor } from '../../../src/tensor/tensor.ts';
import { fakeContext } from '../../testing/fakeContext.ts';
import { latentsOf } from '../../testing/values.ts';
import { at, batchOf, commonBatch, expanded, filledBatch, itemAt, latentsItem } from './batch.ts';

const three = tensor(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2]);
const single = tensor(Float32Array.of(7, 8), [1, 2]);

describe('inputs of one item or of many', () => {
  it('make a batch of as many as the larger have', () => {
    expect(commonBatch({ a: 1, b: 1 })).toBe(1);
    expect(commonBatch({ a: 1, b: 3, t: 3 })).toBe(3);
    expect(commonBatch({ a: 4 })).toBe(4);
    expect(commonBatch({})).toBe(1);
  });

  it('are refused when two have different numbers, with both', () => {
    expect(() => commonBatch({ a: 3, b: 1, t: 2 })).toThrow('"a" has 3 items and "t" has 2.');
    expect(() => commonBatch({ a: 3, t: 2 })).toThrowError(
      expect.objectContaining({
        code: 'batch-mismatch',
        place: { port: 't' },
        remedy: expect.stringContaining('same number'),
      }),
    );
  });

  it('give the single item for every place, and their own otherwise', () => {
    expect([at(['x'], 0), at(['x'], 5), at(['x', 'y'], 1)]).toEqual(['x', 'x', 'y']);
    expect(itemAt(single, 5)).toEqual(single);
    expect([...itemAt(three, 2).data]).toEqual([5, 6]);
    expect(() => at(['x', 'y'], 2)).toThrow('no item 3 in a list of 2');
  });

  it('keep what the sampler remembers of that item', () => {
    const history = { denoised: three, order: 2, none: null, deeper: { other: single } };
    const latents = { ...latentsOf(1, PURE_NOISE, [3, 4, 2, 2]), history };
    expect(latentsItem(latents, 1).history).toEqual({
      denoised: tensor(Float32Array.of(3, 4), [1, 2]),
      order: 2,
      none: null,
      deeper: { other: single },
    });
    expect(latentsItem(latents, 1).level).toBe(PURE_NOISE);
    expect(latentsItem(latentsOf(1), 0)).not.toHaveProperty('history');
  });

  it('are filled or made one by one, with a pause before each in which a cancel is heard', async () => {
    let pauses = 0;
    const context = { ...fakeContext(), pause: async () => void pauses++ };
    const filled = await filledBatch(2, single, context, (out, index) => out.fill(index + 1));
    expect(filled).toEqual(tensor(Float32Array.of(1, 1, 2, 2), [2, 2]));
    expect(pauses).toBe(2);
    expect(await batchOf(3, context, (index) => itemAt(three, index))).toEqual(three);
    expect(pauses).toBeGreaterThanOrEqual(2 + 3);
  });

  it('are repeated where one stands for many', () => {
    expect(expanded(single, 2)).toEqual(tensor(Float32Array.of(7, 8, 7, 8), [2, 2]));
    expect(expanded(three, 3)).toBe(three);
  });
});
