import { describe, expect, it } from 'vitest';
import { norm } from '../../src/geometry/vector.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Direction, ImageSet, Latents } from '../../src/graph/values.ts';
import { batchItem, stack } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae, otherSpace } from '../testing/fakeModel.ts';
import { directionOf, latentsOf, noiseOf, picturesOf } from '../testing/values.ts';

const bright = picturesOf([0.8, 0.9, 0.7, 0.8]);
const dark = picturesOf([0.2, 0.1, 0.3, 0.2]);
const closeTo = (values: Float32Array | undefined, expected: readonly number[]) =>
  values?.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
  });

describe('attribute vector', () => {
  const find = (inputs = {}, parameters = {}, context = fakeContext()) =>
    compute('attribute_vector', { vae: fakeVae, positive: [bright], negative: [dark], ...inputs }, parameters, context);

  it('is the difference of the mean encodings', async () => {
    const direction = (await find()).direction as Direction;
    const expected = (2 * 0.8 - 2 * 0.2) * Number(fakeVae.scale);
    closeTo(
      direction.tensor.data.subarray(0, 12),
      Array.from({ length: 12 }, () => expected),
    );
    expect(direction.rawNorm).toBeCloseTo(norm(direction.tensor.data), 6);
  });

  it('can have norm 1 and still knows its raw length', async () => {
    const direction = (await find({}, { scale: 'unit' })).direction as Direction;
    expect(norm(direction.tensor.data)).toBeCloseTo(1, 6);
    expect(direction.rawNorm).toBeGreaterThan(1);
  });

  it('takes several batches a side and encodes one picture at a time', async () => {
    const sizes: number[] = [];
    const vae: typeof fakeVae = {
      ...fakeVae,
      encode: (image, signal) => {
        sizes.push(image.shape[0] ?? 0);
        return fakeVae.encode(image, signal);
      },
    };
    const { direction } = await find({ vae, positive: [picturesOf([0.8, 0.9]), picturesOf([0.7, 0.8])] });
    expect((direction as Direction).tensor).toEqual(((await find()).direction as Direction).tensor);
    expect(sizes).toEqual(Array.from({ length: 8 }, () => 1));
  });

  it('reads the next picture of a set only when the last one is encoded', async () => {
    const events: string[] = [];
    const vae: typeof fakeVae = {
      ...fakeVae,
      encode: (image, signal) => {
        events.push('encode');
        return fakeVae.encode(image, signal);
      },
    };
    const set = (shades: readonly number[]): ImageSet => ({
      count: shades.length,
      read: async (index) => {
        events.push('read');
        return picturesOf([shades[index] ?? 0]);
      },
    });
    const { direction } = await find({
      vae,
      positive: [set([0.8, 0.9, 0.7, 0.8])],
      negative: [set([0.2, 0.1, 0.3, 0.2])],
    });
    expect(events).toEqual(Array.from({ length: 8 }, () => ['read', 'encode']).flat());
    expect((direction as Direction).tensor).toEqual(((await find()).direction as Direction).tensor);
  });

  it('reports how far to trust it', async () => {
    const report = (await find()).report as Report;
    const facts = Object.fromEntries((report.tables[0]?.rows ?? []) as [string, number][]);
    expect(facts).toMatchObject({ 'pictures with': 4, 'pictures without': 4 });
    expect(facts.reliability).toBeGreaterThan(0.9);
    expect(facts['noise floor']).toBeLessThan(facts.length ?? 0);
    expect(facts['z-score']).toBeGreaterThan(1);
  });

  it('of one picture a side has nothing to judge it by, and says so', async () => {
    const { report } = await find({ positive: [picturesOf([1])], negative: [picturesOf([0])] });
    expect((report as Report).notes[0]).toMatch(/nothing to judge/);
  });

  it('refuses sets that are the same, or of different sizes', async () => {
    await expect(find({ negative: [bright] })).rejects.toThrow('Both sides are the same');
    await expect(find({ negative: [picturesOf([0.1], 24, 16)] })).rejects.toThrow('"positive" has items of 4 x 2 x 2');
  });
});

describe('apply directions', () => {
  const point = latentsOf(1);
  const apply = async (inputs = {}, parameters = {}, context = fakeContext()) => {
    const wires = { latents: point, directions: [directionOf(2)], ...inputs };
    return (await compute('apply_directions', wires, parameters, context)).latents as Latents;
  };

  it('adds strength times the direction', async () => {
    const moved = await apply({}, { strength: 0.5 });
    closeTo(
      moved.tensor.data,
      [...point.tensor.data].map((value, i) => value + 0.5 * (directionOf(2).tensor.data[i] ?? 0)),
    );
  });

  it('makes a sweep of a list of strengths, the original at 0', async () => {
    const sweep = await apply({ strength: [-1, 0, 1] });
    expect(sweep.tensor.shape[0]).toBe(3);
    expect(batchItem(sweep.tensor, 1).data).toEqual(point.tensor.data);
  });

  it('scales a direction by the signal rate of noisy latents', async () => {
    const level = { sigma: Math.sqrt(3), signal: 0.5 };
    const noisy = await apply({ latents: { ...point, level } }, { strength: 1 });
    expect(noisy.tensor).toEqual((await apply({}, { strength: 0.5 })).tensor);
    expect(noisy.level).toBe(level);
  });

  it('warns far outside of what the model knows, and where nothing can change', async () => {
    const [far, noise, unit] = [fakeContext(), fakeContext(), fakeContext()];
    await apply({}, { strength: 2.5 }, far);
    await apply({ latents: noiseOf(1) }, {}, noise);
    await apply({ directions: [{ ...directionOf(2), scale: 'unit' }] }, { strength: 2.5 }, unit);
    expect(far.warnings[0]).toMatch(/beyond -2 to 2/);
    const weighed = fakeContext();
    await apply({ strength: [-1, 1], weights: [5] }, {}, weighed);
    expect(weighed.warnings).toEqual([expect.stringMatching(/strength of -?5 with a raw direction/)]);
    expect(noise.warnings[0]).toMatch(/Noise-level arithmetic/);
    expect(unit.warnings).toEqual([]);
  });

  it('weighs several directions, and can make them orthogonal', async () => {
    const directions = [directionOf(2), directionOf(3)];
    const weighted = await apply({ directions }, { weights: [1, 0] });
    closeTo(weighted.tensor.data, [...(await apply()).tensor.data]);
    const [plain, orthogonal] = [await apply({ directions }), await apply({ directions }, { composition: 'lowdin' })];
    expect(plain.tensor).not.toEqual(orthogonal.tensor);
    await expect(apply({ directions }, { weights: [1] })).rejects.toThrow('There are 1 weights for 2 directions.');
    await expect(
      apply({ directions: [directionOf(2), directionOf(2)] }, { composition: 'gram_schmidt' }),
    ).rejects.toThrow('Direction 2 is a combination of those before it.');
  });

  it('shows the cosines between directions', async () => {
    const wires = { latents: point, directions: [directionOf(2), directionOf(3)] };
    const { report } = await compute('apply_directions', wires);
    const { columns = [], rows = [] } = (report as Report).tables[0] ?? {};
    expect(columns).toEqual([{ name: '' }, { name: 'direction 1' }, { name: 'direction 2' }]);
    expect(rows.map(([name]) => name)).toEqual(['direction 1', 'direction 2']);
    expect([rows[0]?.[1], rows[1]?.[2]]).toEqual([1, 1]);
    expect(rows[0]?.[2]).toBe(rows[1]?.[1]);
  });

  it('refuses directions of another space or size', async () => {
    const foreign = { ...directionOf(2), space: otherSpace };
    await expect(apply({ directions: [foreign] })).rejects.toMatchObject({ code: 'different-space' });
    const large = { ...directionOf(2), tensor: latentsOf(1, undefined, [1, 4, 4, 4]).tensor };
    await expect(apply({ directions: [large] })).rejects.toThrow('"directions.1" of 4 x 4 x 4');
  });
});

describe('style transfer', () => {
  const [content, style, neutral] = [latentsOf(1), latentsOf(2), latentsOf(3)];
  const transfer = (inputs = {}, parameters = {}) =>
    compute('style_transfer', { content, style, neutral, ...inputs }, parameters);

  it('is content plus strength times style minus neutral', async () => {
    const { latents, direction } = await transfer({}, { strength: 0.5 });
    const difference = style.tensor.data.map((value, i) => value - (neutral.tensor.data[i] ?? 0));
    closeTo((direction as Direction).tensor.data, [...difference]);
    closeTo(
      (latents as Latents).tensor.data,
      [...content.tensor.data].map((value, i) => value + 0.5 * (difference[i] ?? 0)),
    );
  });

  it('gives back the content at strength 0, and a batch for a list', async () => {
    const { latents } = await transfer({ strength: [0, 1] });
    expect(batchItem((latents as Latents).tensor, 0).data).toEqual(content.tensor.data);
  });

  it('uses one style for a batch of contents', async () => {
    const batch = { ...content, tensor: stack([content.tensor, style.tensor]) };
    expect(((await transfer({ content: batch })).latents as Latents).tensor.shape[0]).toBe(2);
  });

  it('refuses points at different levels', async () => {
    await expect(transfer({ neutral: noiseOf(1) })).rejects.toThrow('"style" is clean and "neutral" is pure noise');
    await expect(transfer({ neutral: style })).rejects.toThrow('Both sides are the same');
  });
});
