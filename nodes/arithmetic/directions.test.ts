import { describe, expect, it } from 'vitest';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import { cosine, distance, norm } from '../../src/geometry/vector.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { parseSafetensors, serializeSafetensors } from '../../src/tensor/safetensors.ts';
import { batchItem, stack, type Tensor } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { atScale } from '../support/directions/directions.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { otherSpace } from '../testing/fakeModel.ts';
import { directionOf, latentsOf, noiseOf, picturesOf } from '../testing/values.ts';

const [a, b] = [latentsOf(1), latentsOf(2)];
const [u, v] = [directionOf(1), directionOf(2)];
const direction = async (type: string, inputs = {}, parameters = {}, context = fakeContext()) =>
  (await compute(type, inputs, parameters, context)).direction as Direction;
const latents = async (type: string, inputs = {}, parameters = {}) =>
  (await compute(type, inputs, parameters)).latents as Latents;
const near = (actual: Float32Array, expected: ArrayLike<number>) => {
  expect(actual.length).toBe(expected.length);
  expect(distance(actual, Float32Array.from(expected))).toBeLessThan(1e-5);
};
const batch = (...points: Latents[]): Latents => ({ ...a, tensor: stack(points.map(({ tensor }) => tensor)) });

describe('difference', () => {
  it('added back arrives where it leads', async () => {
    const step = await direction('difference', { to: b, from: a });
    near((await latents('apply_directions', { latents: a, directions: [step] })).tensor.data, b.tensor.data);
  });

  it('of batches is the difference of the means', async () => {
    const step = await direction('difference', { to: batch(a, b), from: latentsOf(3) });
    const third = latentsOf(3).tensor.data;
    near(
      step.tensor.data,
      a.tensor.data.map((value, i) => (value + (b.tensor.data[i] ?? 0)) / 2 - (third[i] ?? 0)),
    );
    expect(step.provenance).toEqual({ method: 'difference', facts: { 'points to': 2, 'points from': 1 } });
  });

  it('between noisy points undoes their signal rate, and refuses pure noise', async () => {
    const level = { sigma: Math.sqrt(3), signal: 0.5 };
    const noisy = await direction('difference', { to: { ...b, level }, from: { ...a, level } });
    const clean = await direction('difference', { to: b, from: a });
    expect(noisy.rawNorm).toBeCloseTo(2 * clean.rawNorm, 5);
    await expect(direction('difference', { to: noiseOf(1), from: noiseOf(2) })).rejects.toMatchObject({
      code: 'pure-noise',
      remedy: /Log map/,
    });
  });
});

describe('combine directions', () => {
  it('adds, subtracts and weighs', async () => {
    const sum = await direction('combine_directions', { directions: [u, v] }, { weights: [2, -1] });
    near(
      sum.tensor.data,
      u.tensor.data.map((value, i) => 2 * value - (v.tensor.data[i] ?? 0)),
    );
    expect([sum.scale, sum.rawNorm]).toEqual(['raw', norm(sum.tensor.data)]);
  });

  it('refuses what cancels, what does not match, and what lives elsewhere', async () => {
    await expect(direction('combine_directions', { directions: [u, u] }, { weights: [1, -1] })).rejects.toThrow(
      'The directions cancel and leave nothing.',
    );
    await expect(direction('combine_directions', { directions: [u, v] }, { weights: [1] })).rejects.toThrow(
      'There are 1 weights for 2 directions.',
    );
    const foreign = { ...v, space: otherSpace };
    await expect(direction('combine_directions', { directions: [u, foreign] })).rejects.toMatchObject({
      code: 'different-space',
    });
  });
});

describe('scale and normalise', () => {
  it('scaling makes strength 1 what strength "factor" was', async () => {
    const scaled = await direction('scale_direction', { direction: u }, { factor: -0.5 });
    near(
      (await latents('apply_directions', { latents: a, directions: [scaled] }, { strength: 1 })).tensor.data,
      (await latents('apply_directions', { latents: a, directions: [u] }, { strength: -0.5 })).tensor.data,
    );
    await expect(direction('scale_direction', { direction: u, factor: 0 })).rejects.toThrow('leaves no direction');
  });

  it('turning a unit direction round leaves it one, with its raw length', async () => {
    const unit = await direction('normalise_direction', { direction: u });
    const turned = await direction('scale_direction', { direction: unit }, { factor: -1 });
    expect([turned.scale, turned.rawNorm]).toEqual(['unit', norm(u.tensor.data)]);
    expect((await direction('scale_direction', { direction: unit }, { factor: 3 })).rawNorm).toBeCloseTo(3, 5);
  });

  it('normalising is exact there and back', async () => {
    const step = await direction('difference', { to: b, from: a });
    const unit = await direction('normalise_direction', { direction: step }, { scale: 'unit' });
    expect(norm(unit.tensor.data)).toBeCloseTo(1, 6);
    expect(unit.rawNorm).toBe(step.rawNorm);
    const back = await direction('normalise_direction', { direction: unit }, { scale: 'raw' });
    expect(back).toEqual(step);
    expect(await direction('normalise_direction', { direction: step }, { scale: 'raw' })).toEqual(step);
  });
});

describe('mood gradient', () => {
  const gradient = (parameters = {}, inputs = {}) =>
    latents('mood_gradient', { latents: a, from: u, to: v, ...inputs }, parameters);
  const applied = (value: Direction, strength = 1) =>
    latents('apply_directions', { latents: a, directions: [value] }, { strength });

  it('has the first mood at 0, the second at 1, and half of each between', async () => {
    const frames = await gradient({}, { t: [0, 0.5, 1] });
    near(batchItem(frames.tensor, 0).data, (await applied(u)).tensor.data);
    near(batchItem(frames.tensor, 2).data, (await applied(v)).tensor.data);
    const half = await direction('combine_directions', { directions: [u, v] }, { weights: [0.5, 0.5] });
    near(batchItem(frames.tensor, 1).data, (await applied(half)).tensor.data);
  });

  it('starts at the picture as it is when only one mood is wired, whichever the way', async () => {
    for (const way of ['lerp', 'slerp']) {
      const frames = await gradient({ way }, { from: undefined, t: [0, 0.5, 1] });
      expect(batchItem(frames.tensor, 0).data).toEqual(a.tensor.data);
      near(batchItem(frames.tensor, 1).data, (await applied(v, 0.5)).tensor.data);
      near(batchItem(frames.tensor, 2).data, (await applied(v)).tensor.data);
    }
  });

  it('says when it goes too far, beyond its ends, or nowhere', async () => {
    const warned = async (inputs: object) => {
      const context = fakeContext();
      await compute('mood_gradient', { latents: a, from: u, to: v, ...inputs }, {}, context);
      return context.warnings;
    };
    expect(await warned({ t: [0, 1] })).toEqual([]);
    expect(await warned({ t: [1], strength: [5] })).toEqual([expect.stringMatching(/strength of 5 .* -2 to 2/)]);
    expect(await warned({ t: [-1, 2] })).toEqual([
      expect.stringMatching(/t = -1 .* beyond the first mood/),
      expect.stringMatching(/t = 2 .* beyond the second mood/),
    ]);
    expect(await warned({ latents: noiseOf(1) })).toEqual([expect.stringMatching(/Pure noise/)]);
  });

  it('by slerp keeps the strength of the mood in the middle', async () => {
    const moved = async (way: string) => distance((await gradient({ way })).tensor.data, a.tensor.data);
    const ends = (norm(u.tensor.data) + norm(v.tensor.data)) / 2;
    expect(await moved('slerp')).toBeCloseTo(ends, 4);
    expect(await moved('lerp')).toBeLessThan(0.9 * ends);
  });

  it('refuses to turn between opposed moods unless a seed picks the way', async () => {
    const opposed = await direction('scale_direction', { direction: u }, { factor: -1 });
    await expect(gradient({ way: 'slerp' }, { to: opposed })).rejects.toMatchObject({
      code: 'antipodal',
      remedy: /opposite moods/,
    });
    const round = await gradient({ way: 'slerp', opposite_moods: 'seeded_axis' }, { to: opposed });
    expect(distance(round.tensor.data, a.tensor.data)).toBeCloseTo(norm(u.tensor.data), 4);
    near((await gradient({}, { to: opposed })).tensor.data, a.tensor.data);
  });

  it('counts by the signal rate on noisy latents, and takes a strength per frame', async () => {
    const level = { sigma: Math.sqrt(3), signal: 0.5 };
    near(
      (await gradient({ t: 0 }, { latents: { ...a, level } })).tensor.data,
      (await gradient({ t: 0, strength: 0.5 })).tensor.data,
    );
    expect((await gradient({ t: 0 }, { strength: [0, 1, 2] })).tensor.shape[0]).toBe(3);
  });
});

it('a strength sweep always holds the picture as it was', async () => {
  const sweep = async (parameters: object) =>
    (await compute('strength_sweep', {}, { ...parameters })).numbers as number[];
  expect(await sweep({ from: -2, to: 2, count: 21 })).toContain(0);
  expect(await sweep({ from: -0.5, to: 1.6, count: 6 })).toContain(0);
  expect(await sweep({ from: 1, to: 2, count: 3 })).toEqual([1, 1.5, 2]);
});

describe('PCA directions', () => {
  /** Points along u, with a little of v. */
  const set = batch(
    ...[-2, -1, 0, 1, 2].map((x, i) => ({
      ...a,
      tensor: {
        ...a.tensor,
        data: a.tensor.data.map(
          (value, k) => value + x * (u.tensor.data[k] ?? 0) + 0.1 * (i % 2) * (v.tensor.data[k] ?? 0),
        ),
      },
    })),
  );

  it('find the direction in which a set varies most', async () => {
    const first = await direction('pca_directions', { latents: set });
    expect(Math.abs(cosine(first.tensor.data, u.tensor.data))).toBeGreaterThan(0.999);
    expect(first.rawNorm).toBeCloseTo(Math.sqrt(2.5) * norm(u.tensor.data), 1);
    expect(norm((await direction('pca_directions', { latents: set }, { scale: 'unit' })).tensor.data)).toBeCloseTo(1);
  });

  it('are at right angles, and end where the set varies no more', async () => {
    const [first, second] = [1, 2].map((component) => direction('pca_directions', { latents: set }, { component }));
    expect(
      cosine((await first)?.tensor.data ?? a.tensor.data, (await second)?.tensor.data ?? a.tensor.data),
    ).toBeCloseTo(0, 5);
    await expect(direction('pca_directions', { latents: set }, { component: 9 })).rejects.toThrow(
      'There is no component 9',
    );
    await expect(direction('pca_directions', { latents: batch(a, a) })).rejects.toThrow('All points of the set are');
    await expect(direction('pca_directions', { latents: a })).rejects.toThrow('"latents" has one item');
  });

  it('report how much of the variance each holds', async () => {
    const { report, scores } = await compute('pca_directions', { latents: set });
    expect((report as Report).tables[0]?.rows[0]?.[2]).toBeGreaterThan(99);
    expect(scores).toHaveLength(5);
  });
});

describe('LDA direction', () => {
  const noisy = (seed: number, shift: number): Latents => {
    const points = latentsOf(seed, CLEAN, [30, 4, 2, 2]);
    const data = points.tensor.data.map((value, i) => {
      const k = i % 16;
      return value * (k === 0 ? 5 : 1) + shift * (k === 0 ? 1 : k === 1 ? 1 : 0);
    });
    return { ...points, tensor: { ...points.tensor, data } };
  };
  const [positive, negative] = [noisy(1, 2), noisy(2, 0)];

  it('turns away from where the sets vary anyway', async () => {
    const lda = await direction('lda_direction', { positive, negative });
    const means = await direction('difference', { to: positive, from: negative });
    const share = ({ tensor }: Direction) => Math.abs((tensor.data[1] ?? 0) / (tensor.data[0] ?? 1));
    expect(share(lda)).toBeGreaterThan(3 * share(means));
  });

  it('at full shrinkage is the difference of the means, and says so', async () => {
    const { direction: lda, report } = await compute('lda_direction', { positive, negative }, { shrinkage: 1 });
    const means = await direction('difference', { to: positive, from: negative });
    expect(cosine((lda as Direction).tensor.data, means.tensor.data)).toBeCloseTo(1, 6);
    expect((report as Report).tables[0]?.rows.at(-1)?.[1]).toBe(1);
  });

  it('refuses sets with the same mean', async () => {
    await expect(direction('lda_direction', { positive, negative: positive })).rejects.toMatchObject({
      code: 'zero-vector',
      remedy: 'Wire two sets that differ.',
    });
  });
});

describe('mask', () => {
  it('shows a where it is white, b where it is black, and the other way round', async () => {
    const [white, black] = [picturesOf([1]), picturesOf([0])];
    near((await latents('mask', { a, b, mask: white })).tensor.data, a.tensor.data);
    near((await latents('mask', { a, b, mask: black })).tensor.data, b.tensor.data);
    near((await latents('mask', { a, b, mask: black }, { invert: true })).tensor.data, a.tensor.data);
  });

  it('works cell by cell, on pictures of any size', async () => {
    const mask = picturesOf([0], 64, 64);
    const left = { ...mask, data: mask.data.map((_, i) => (i % 64 < 32 ? 1 : 0)) };
    const [wide, other] = [1, 2].map((seed) => latentsOf(seed, CLEAN, [1, 4, 4, 4]));
    const { tensor } = await latents('mask', { a: wide, b: other, mask: left });
    expect(tensor.data[0]).toBeCloseTo(wide?.tensor.data[0] ?? Number.NaN, 5);
    expect(tensor.data[3]).toBeCloseTo(other?.tensor.data[3] ?? Number.NaN, 5);
  });

  it('refuses points at two levels', async () => {
    await expect(latents('mask', { a, b: noiseOf(1), mask: picturesOf([1]) })).rejects.toMatchObject({
      code: 'different-level',
    });
  });
});

describe('frequency bands', () => {
  const large = (seed: number) => latentsOf(seed, CLEAN, [1, 4, 16, 16]);

  it('at weights of 1 give the same bits back', async () => {
    const same = await latents('frequency_bands', { latents: large(1) }, { weights: [1, 1, 1] });
    expect(same.tensor).toEqual(large(1).tensor);
  });

  it('keep the layout of one and the details of the other', async () => {
    const [coarse, fine] = [large(1), large(2)];
    const band = async (of: Latents, weights: number[]) =>
      (await latents('frequency_bands', { latents: of }, { weights })).tensor.data;
    const mixed = await latents('frequency_bands', { latents: coarse, other: fine }, { weights: [0, 1] });
    const [layout, details] = [await band(coarse, [0, 1]), await band(fine, [1, 0])];
    near(
      mixed.tensor.data,
      layout.map((value, i) => value + (details[i] ?? 0)),
    );
  });

  it('refuse more bands than the size has, and say how many there are', async () => {
    await expect(latents('frequency_bands', { latents: a }, { weights: [1, 1, 1, 1, 1] })).rejects.toThrow(
      '5 bands: latents of 2 x 2 have 1 to 2.',
    );
  });
});

describe('saved directions', () => {
  it.each([
    ['raw', { ...u, rawNorm: 3.3333333333333335 }],
    ['unit', atScale(v, 'unit')],
    [
      'with facts',
      { ...u, provenance: { method: 'attribute vector', facts: { reliability: 0.97, set: 'night "x"' } } },
    ],
  ])('that are %s come back exactly, with their provenance', async (_, given) => {
    const context = fakeContext();
    await compute('save_direction', { direction: given }, { filename: 'kept' }, context);
    const files = Object.fromEntries(context.written);
    expect(await direction('load_direction', {}, { path: 'kept.safetensors' }, fakeContext(files))).toEqual(given);
  });

  it('of unit scale without their raw numbers are made as long as they say', async () => {
    const context = fakeContext();
    await compute('save_direction', { direction: v }, { filename: 'old' }, context);
    const [[path = '', bytes = new Uint8Array()] = []] = [...context.written];
    const { tensors, metadata } = finish(parseSafetensors(bytes));
    const old = finish(serializeSafetensors(tensors, { ...metadata, scale: 'unit' }));
    const loaded = await direction('load_direction', {}, { path }, fakeContext({ [path]: old }));
    near(
      loaded.raw.data,
      v.tensor.data.map((value) => value * v.rawNorm),
    );
  });

  it('are not mistaken for latents', async () => {
    const context = fakeContext();
    await compute('save_latents', { latents: a }, {}, context);
    const load = direction(
      'load_direction',
      {},
      { path: 'latents.safetensors' },
      fakeContext(Object.fromEntries(context.written)),
    );
    await expect(load).rejects.toMatchObject({
      code: 'invalid-direction',
      message: expect.stringContaining('no tensor "direction"'),
      place: { file: 'latents.safetensors' },
    });
  });
});

describe('random direction', () => {
  const draw = async (parameters: Record<string, unknown>, scale: 'raw' | 'unit' = 'raw') => {
    const result = await compute('random_direction', { direction: atScale(directionOf(3), scale) }, parameters);
    return result.direction as Direction;
  };

  it('is as long as the direction that it is a control of, at the same scale', async () => {
    const like = directionOf(3);
    expect(norm((await draw({})).tensor.data)).toBeCloseTo(like.rawNorm, 4);
    const unit = await draw({}, 'unit');
    expect(norm(unit.tensor.data)).toBeCloseTo(1, 5);
    expect(unit.rawNorm).toBeCloseTo(like.rawNorm, 4);
  });

  it('points elsewhere for each seed, and the same way for the same', async () => {
    const [first, second] = [await draw({ seed: 1 }), await draw({ seed: 2 })];
    expect(first.tensor.data).not.toEqual(second.tensor.data);
    expect(first.tensor.data).toEqual((await draw({ seed: 1 })).tensor.data);
  });
});

describe('direction map', () => {
  const located = (values: readonly number[]) => {
    const tensor = { data: Float32Array.from(values), shape: [1, 4, 2, 2] };
    return { ...directionOf(1), tensor, raw: tensor, rawNorm: Math.hypot(...values) };
  };
  /** All in the lower right cell of four, but for a trace in the first. */
  const corner = located([0.1, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
  const brightness = (image: Tensor, row: number, column: number) =>
    image.data[(row * 8 + 4) * 16 + column * 8 + 4] as number;

  it('is bright where the direction acts, and its mask is white there and nowhere else', async () => {
    const { image, mask } = await compute('direction_map', { direction: corner }, { edges: 'hard' });
    for (const picture of [image, mask] as Tensor[]) {
      expect(picture.shape).toEqual([1, 3, 16, 16]);
      expect(brightness(picture, 1, 1)).toBeGreaterThan(0.9);
      expect(brightness(picture, 0, 1)).toBeLessThan(0.2);
    }
    expect([brightness(mask as Tensor, 1, 1), brightness(mask as Tensor, 0, 0)]).toEqual([1, 0]);
  });

  it('gives the direction that lies under the mask, with a word about where it came from', async () => {
    const { direction } = await compute('direction_map', { direction: corner }, { edges: 'hard' });
    const masked = direction as Direction;
    expect([...masked.raw.data]).toEqual([0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0]);
    expect([masked.rawNorm, masked.scale]).toEqual([5, 'raw']);
    expect(masked.provenance.facts.masked).toBe('80 % of the energy, hard edges');
  });

  it('keeps everything where all of the energy is asked for', async () => {
    const { direction } = await compute('direction_map', { direction: corner }, { share: 1 });
    expect((direction as Direction).raw).toEqual(corner.raw);
  });

  it('tells a few places from the whole picture', async () => {
    const note = async (direction: Direction) =>
      ((await compute('direction_map', { direction })).report as Report).notes[0];
    const inCells = (...cells: readonly number[]) =>
      located(Array.from({ length: 16 }, (_, index) => (cells.includes(index % 4) ? 1 : 0)));
    expect(await note(inCells(3))).toMatch(/^It acts in a few places \(spread over 25 %/);
    expect(await note(inCells(1, 3))).toMatch(/^It acts on a part of the picture \(spread over 50 %/);
    expect(await note(located(Array.from({ length: 16 }, () => 1)))).toMatch(/^It acts on the whole picture/);
  });

  it('and Mask agree, at both scales: latents changed under its mask are those that its direction gives', async () => {
    const latents = latentsOf(3);
    const spread = located([1, 2, 3, 4, 2, 0, 1, 4, 0, 1, 0, 3, 1, 1, 1, 2]);
    const apply = async (wired: unknown) =>
      (await compute('apply_directions', { latents, directions: [wired] })).latents as Latents;
    for (const whole of [spread, atScale(spread, 'unit')]) {
      const { mask, direction } = await compute('direction_map', { direction: whole }, { share: 0.6, edges: 'hard' });
      const under = (await compute('mask', { a: await apply(whole), b: latents, mask })).latents as Latents;
      near((await apply(direction)).tensor.data, under.tensor.data);
    }
  });
});
