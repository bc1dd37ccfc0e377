import { describe, expect, it } from 'vitest';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem, zeros } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

const batch = noiseOf(1, 7);
const pick = async (parameters: object) => {
  const { tensor } = (await compute('pick_from_batch', { latents: batch }, { ...parameters })).latents as Latents;
  const starts = Array.from({ length: 7 }, (_, index) => batchItem(batch.tensor, index).data[0]);
  return Array.from({ length: tensor.shape[0] ?? 0 }, (_, i) => starts.indexOf(batchItem(tensor, i).data[0]) + 1);
};

describe('pick from batch', () => {
  it.each([
    [{}, [1]],
    [{ first: 2, last: 4 }, [2, 3, 4]],
    [{ first: 1, last: -1, every: 3 }, [1, 4, 7]],
    [{ first: -1, last: 5 }, [7, 6, 5]],
    [{ first: -1, last: -1 }, [7]],
    [{ first: 1, last: 6, every: 3 }, [1, 4]],
  ])('with %o takes %o', async (parameters, items) => {
    expect(await pick(parameters)).toEqual(items);
  });

  it.each([0, 8, -8])('refuses item %i of seven, and says which there are', async (first) => {
    await expect(pick({ first })).rejects.toMatchObject({
      code: 'no-such-item',
      remedy: 'Take one from 1 to 7, or from -7 to -1 to count from the end.',
      place: { port: 'first' },
    });
  });
});

describe('join batches', () => {
  it('puts points and batches into one, in order', async () => {
    const [one, two] = [noiseOf(1), noiseOf(2, 2)];
    const { tensor, level } = (await compute('join_batches', { points: [two, one] })).latents as Latents;
    expect(tensor.shape[0]).toBe(3);
    expect(batchItem(tensor, 2).data).toEqual(one.tensor.data);
    expect(level).toBe(two.level);
  });

  it('refuses a batch that would fill the memory, before it is made', async () => {
    const large = { ...noiseOf(1), tensor: zeros([65, 4, 256, 256]) };
    const points = Array.from({ length: 16 }, () => large);
    await expect(compute('join_batches', { points })).rejects.toThrow('The result would take 1.0 GB of memory');
  });

  it('refuses points that do not belong together', async () => {
    await expect(compute('join_batches', { points: [noiseOf(1), latentsOf(1)] })).rejects.toThrow(
      '"points.1" is pure noise and "points.2" is clean',
    );
  });
});
