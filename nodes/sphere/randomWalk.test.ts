import { describe, expect, it } from 'vitest';
import { norm } from '../../src/geometry/vector.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { noiseOf } from '../testing/values.ts';

const walk = async (parameters: Record<string, unknown>, inputs: Record<string, unknown> = {}) =>
  (await compute('random_walk', { latents: noiseOf(1), ...inputs }, parameters)).latents as Latents;

describe('the random walk', () => {
  it('is found again by its seed and its distance', async () => {
    expect(await walk({ seed: 3, distance: 4.2 })).toEqual(await walk({ seed: 3, distance: 4.2 }));
    expect(await walk({ seed: 4, distance: 4.2 })).not.toEqual(await walk({ seed: 3, distance: 4.2 }));
  });

  it('begins at the point, and keeps its level and its norm', async () => {
    const noise = noiseOf(1);
    expect((await walk({})).tensor).toEqual(noise.tensor);
    const far = await walk({ distance: 7 });
    expect(far.level).toEqual(noise.level);
    expect(norm(far.tensor.data)).toBeCloseTo(norm(noise.tensor.data), 4);
  });

  it('makes a film of a list of distances, each frame as it is alone', async () => {
    const film = await walk({}, { distance: [2, 0, 1] });
    expect(film.tensor.shape[0]).toBe(3);
    expect(batchItem(film.tensor, 0).data).toEqual((await walk({ distance: 2 })).tensor.data);
  });

  it('lets each item of a batch take its own way', async () => {
    const both = await walk({ distance: 2, seed: 8 }, { latents: noiseOf(1, 2) });
    const second = { ...noiseOf(1), tensor: batchItem(noiseOf(1, 2).tensor, 1) };
    expect(batchItem(both.tensor, 1).data).toEqual(
      (await walk({ distance: 2, seed: 9 }, { latents: second })).tensor.data,
    );
  });

  it('refuses to go back before its start', async () => {
    await expect(walk({}, { distance: [-1] })).rejects.toThrow('cannot be -1 rad long');
  });
});
