import { describe, expect, test } from 'vitest';
import { syntheticCodes } from '../../src/disentanglement/testing/syntheticCodes.ts';
import type { Report } from '../../src/graph/report.ts';
import type { CodesOfSet, ImageSet, Latents } from '../../src/graph/values.ts';
import { batchItem } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae } from '../testing/fakeModel.ts';
import { latentsOf, picturesOf } from '../testing/values.ts';
import { filesOfDefaults } from '../testing/wires.ts';

const text = (content: string) => new TextEncoder().encode(content);
const scoreOf = (report: unknown, measure: string) =>
  (report as Report).tables[0]?.rows.find(([name]) => name === measure)?.[1];

function codesOf(encode: Parameters<typeof syntheticCodes>[2], names: readonly string[]): CodesOfSet {
  return { ...syntheticCodes(300, 2, encode), dimensionNames: names, made: 'Made up.' };
}

describe('Disentanglement', () => {
  test('scores a code that is its factors near 1, and says which dimension matters for what', async () => {
    const codes = codesOf((factors) => factors, ['a', 'b', 'c']);
    const { report } = await compute('disentanglement', { codes });
    for (const measure of ['DCI disentanglement', 'DCI completeness', 'MIG', 'FactorVAE metric', 'beta-VAE score']) {
      expect(scoreOf(report, measure), measure).toBeGreaterThan(0.9);
    }
    const [importance] = (report as Report).charts;
    expect(importance?.series[1]?.y[1]).toBeGreaterThan(0.95);
  });

  test('refuses few samples, and factors that stand still', async () => {
    const few = { ...syntheticCodes(20, 1, (factors) => factors), dimensionNames: ['a', 'b', 'c'], made: '' };
    await expect(compute('disentanglement', { codes: few })).rejects.toMatchObject({ code: 'too-few' });
    const codes = codesOf((factors) => factors, ['a', 'b', 'c']);
    const still = codes.factors.map((factor) => ({ ...factor, labels: factor.labels.map(() => 0) }));
    await expect(compute('disentanglement', { codes: { ...codes, factors: still } })).rejects.toMatchObject({
      code: 'constant-factors',
    });
  });
});

test('Factor table finds the dimension of each factor', async () => {
  const codes = codesOf(
    ([a = 0, b = 0, c = 0], [noise = 0]) => [c, a, noise, b],
    ['first', 'second', 'third', 'fourth'],
  );
  const { report } = await compute('factor_table', { codes });
  expect((report as Report).tables[0]?.rows.map(([, dimension]) => dimension)).toEqual(['second', 'fourth', 'first']);
});

describe('Encode codes', () => {
  const labels = [0, 1, 0];
  const factors = [{ name: 'shade', values: ['dark', 'light'], labels }];
  const images = picturesOf([0.2, 0.9, 0.4]);
  const set: ImageSet = { count: 3, factors, read: async (index) => batchItem(images, index) };

  test('takes the mean of each channel', async () => {
    const codes = (await compute('encode_codes', { set, vae: fakeVae })).codes as CodesOfSet;
    expect(codes.values.shape).toEqual([3, 4]);
    expect(codes.factors).toEqual(factors);
    const latents = (await compute('encode', { image: images, vae: fakeVae })).latents as Latents;
    const second = batchItem(latents.tensor, 1).data;
    const first = second.subarray(0, second.length / 4);
    expect(codes.values.data[4]).toBeCloseTo(first.reduce((sum, value) => sum + value, 0) / first.length, 5);
  });

  test('finds the components along which the set varies', async () => {
    const parameters = { reduction: 'principal', dimensions: 5 };
    const codes = (await compute('encode_codes', { set, vae: fakeVae }, parameters)).codes as CodesOfSet;
    expect(codes.dimensionNames).toEqual(['component 1']);
    expect(codes.made).toContain('100 %');
  });

  test('refuses a set of which nothing is known', async () => {
    const unknown = { count: 3, read: set.read };
    await expect(compute('encode_codes', { set: unknown, vae: fakeVae })).rejects.toMatchObject({
      code: 'unknown-factors',
    });
  });
});

describe('Load codes', () => {
  const load = async (content: string, factors: string) => {
    const context = fakeContext({ 'codes.csv': text(content) });
    return (await compute('load_codes', {}, { factors }, context)).codes as CodesOfSet;
  };

  test('reads quotes, commas and line ends of any system', async () => {
    const codes = await load('x,"the kind",y\r\n1,"a, ""b""",2\n-3e-1,c,4\r5,"a, ""b""",6\n', 'the kind');
    expect(codes.dimensionNames).toEqual(['x', 'y']);
    expect(codes.factors).toEqual([{ name: 'the kind', values: ['a, "b"', 'c'], labels: [0, 1, 0] }]);
    expect([...codes.values.data].map((value) => Math.round(value * 10) / 10)).toEqual([1, 2, -0.3, 4, 5, 6]);
  });

  test('keeps quotes within a cell, such as inches', async () => {
    const codes = await load('x,kind\n1,5" disk\n2,b\n3,5" disk', 'kind');
    expect(codes.factors[0]?.values).toEqual(['5" disk', 'b']);
  });

  test.each([
    ['a column that is not there', 'x,kind\n1,a\n2,b\n3,a', 'colour', 'unknown-factors'],
    [
      'a factor that is different in every row',
      `x,kind\n${Array.from({ length: 60 }, (_, row) => `${row},name ${row}`).join('\n')}`,
      'kind',
      'too-many-values',
    ],
    ['a table without numbers', 'x,kind\nno,a\nyes,b\nno,a', 'kind', 'no-numbers'],
    ['a cell whose quote does not end', 'x,kind\n1,"a\n2,b\n3,a', 'kind', 'invalid-table'],
    ['two rows', 'x,kind\n1,a\n2,b', 'kind', 'too-few'],
  ])('refuses %s', async (_, content, factors, code) => {
    await expect(load(content, factors)).rejects.toMatchObject({ code });
  });
});

describe('Image set', () => {
  const folder = 'images/sets/night/plus';
  const set = async (file: string, content: string) => {
    const context = fakeContext({ ...filesOfDefaults, [file]: text(content) });
    return (await compute('image_set', {}, { factors: file }, context)).set as ImageSet;
  };
  const known = [{ name: 'time', values: ['night', 'day'], labels: [0, 1] }];

  test('knows what its pictures show from JSON above them, and from CSV beside them', async () => {
    const json = { 'sets/night/plus/00.png': { time: 'night' }, 'sets/night/plus/01.png': { time: 'day' } };
    expect((await set('images/factors.json', JSON.stringify(json))).factors).toEqual(known);
    expect((await set(`${folder}/about.csv`, 'picture,time\n00.png,night\n01.png,day')).factors).toEqual(known);
  });

  test('refuses a file that leaves out a picture, and one that is something else', async () => {
    for (const content of ['{"sets/night/plus/00.png": {"time": "night"}}', '[1, 2]', 'no json']) {
      await expect(set('images/factors.json', content)).rejects.toMatchObject({ code: 'invalid-factors' });
    }
  });
});

describe('Latent traversals', () => {
  const latents = latentsOf(3);

  test('moves one channel after the other, and leaves the rest', async () => {
    const moved = ((await compute('latent_traversals', { latents }, { steps: 3, from: -1, to: 1 })).latents as Latents)
      .tensor;
    expect(moved.shape).toEqual([12, 4, 2, 2]);
    const changes = (item: number) =>
      batchItem(moved, item).data.map(
        (value, at) => Math.round((value - (latents.tensor.data[at] as number)) * 1e5) / 1e5,
      );
    expect([...changes(3)]).toEqual([0, 0, 0, 0, -1, -1, -1, -1, ...Array(8).fill(0)]);
    expect([...changes(4)].every((change) => Math.abs(change) === 0)).toBe(true);
  });

  test('puts values in the place of a dimension', async () => {
    const parameters = { first: 2, dimensions: 1, steps: 2, from: -3, to: 3, way: 'set_to' };
    const moved = ((await compute('latent_traversals', { latents }, parameters)).latents as Latents).tensor;
    expect([...moved.data.subarray(4, 8), ...moved.data.subarray(20, 24)]).toEqual([-3, -3, -3, -3, 3, 3, 3, 3]);
  });

  test('moves the last dimension, and refuses the one behind it, which is not there', async () => {
    const moved = ((await compute('latent_traversals', { latents }, { first: 4, steps: 3 })).latents as Latents).tensor;
    expect(moved.shape).toEqual([3, 4, 2, 2]);
    await expect(compute('latent_traversals', { latents }, { first: 5 })).rejects.toMatchObject({
      message: 'The latent has 4 dimensions, and the first to move is 5.',
      remedy: 'Set it to 4 or less.',
      place: { port: 'first' },
    });
  });
});
