import { describe, expect, it } from 'vitest';
import { testDenoiser } from '../../src/diffusion/testing/recordedNetwork.ts';
import type { Report } from '../../src/graph/report.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { batchItems, map, stack, type Tensor, zeros } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser, fakeVae } from '../testing/fakeModel.ts';

/** A picture whose red says one thing and whose blue another; its green is chance. */
function picture(red: number, blue: number, seed: number): Tensor {
  const noise = new TorchGenerator(seed).randn([64]).data;
  const image = zeros([1, 3, 16, 16]);
  const shades = [red + 0.04 * (noise[0] ?? 0), 0.5 + 0.1 * (noise[1] ?? 0), blue + 0.04 * (noise[2] ?? 0)];
  shades.forEach((shade, channel) => {
    image.data.fill(shade, channel * 256, (channel + 1) * 256);
  });
  return image;
}

function largePicture(shade: number): Tensor {
  const image = zeros([1, 3, 32, 32]);
  image.data.fill(shade);
  return image;
}

/** Pictures that agree in one colour; the other stands low or high, in turns of two. */
const set = (red: number | undefined, blue: number | undefined, seed: number, count = 16) =>
  stack(
    Array.from({ length: count }, (_, index) => {
      const other = index % 4 < 2 ? 0.3 : 0.7;
      return picture(red ?? other, blue ?? other, seed + index);
    }),
  );

/** The vae of tests decodes what it encodes, so clean edits come out as they were made. */
const sets = {
  positive: [set(0.7, undefined, 100), set(undefined, 0.7, 200)],
  negative: [set(0.3, undefined, 300), set(undefined, 0.3, 400)],
};
/** Adds and takes nothing away: what is injected stays. */
const model = {
  ...testDenoiser(fakeDenoiser.training, { run: async (x) => map(x, () => 0) }),
  space: fakeDenoiser.space,
};
const wires = { model, vae: fakeVae, conditioning: conditioningOf(''), ...sets };

async function score(
  parameters: Record<string, unknown> = {},
  inputs: Record<string, unknown> = {},
  context = fakeContext(),
) {
  const chosen = { names: 'red, blue', levels: [0.5], steps: 4, ...parameters };
  return (await compute('attribute_score', { ...wires, ...inputs }, chosen, context)).report as Report;
}

/** [success, leakage] by "attribute place strength". */
function figuresOf({ tables }: Report): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    (tables.find(({ title }) => title === 'Success and leakage')?.rows ?? []).map(
      ([attribute, place, , strength, success, leakage]) => [
        `${attribute} ${String(place).replace(/^(to|at) | \(.*/g, '')} ${strength}`,
        [success, leakage],
      ],
    ),
  );
}

describe('attribute score', () => {
  it('finds that whole steps succeed on clean latents and leave other attributes alone', async () => {
    const figures = figuresOf(await score({ strengths: [0.2, 1] }));
    for (const attribute of ['red', 'blue']) {
      expect(figures[`${attribute} clean latents 0`], attribute).toEqual([0, 0]);
      expect(figures[`${attribute} clean latents 1`], attribute).toEqual([100, 0]);
      expect(figures[`${attribute} clean latents 0.2`]?.[0], attribute).toBeLessThan(50);
    }
  });

  it('shows a picture of each attribute as it was, and changed at each place', async () => {
    const chosen = { names: 'red, blue', levels: [0.5], steps: 4, strengths: [0.2, 1] };
    const image = (await compute('attribute_score', wires, chosen)).image as Tensor;
    expect(image.shape).toEqual([1, 3, 38, 60]);
    const reds = [0, 22, 44].map((column) => image.data[column] ?? 0);
    expect((reds[1] ?? 0) - (reds[0] ?? 0)).toBeCloseTo(0.4, 1);
    expect(reds[2]).not.toBeCloseTo(reds[0] ?? 0, 2);
  });

  it('shows the strength that was tried, however far from one whole step', async () => {
    const chosen = { names: 'red, blue', levels: [0.5], steps: 4, strengths: [3] };
    const { report, image } = await compute('attribute_score', wires, chosen);
    expect((report as Report).tables[0]?.title).toBe('Success at strength 3');
    expect((image as Tensor).shape).toEqual([1, 3, 38, 60]);
  });

  it('refuses attributes whose pictures are of another size than those of the first', async () => {
    const large = { count: 8, read: async (index: number) => largePicture(index / 20) };
    const mixed = {
      positive: [sets.positive[0], large],
      negative: [sets.negative[0], { ...large, read: async (index: number) => largePicture(0.9 - index / 30) }],
    };
    await expect(score({}, mixed)).rejects.toMatchObject({ code: 'different-size', place: { port: 'positive.2' } });
  });

  it('refuses strengths of 0 alone, and pictures of different sizes', async () => {
    await expect(score({ strengths: [0] })).rejects.toThrow('changes nothing');
    const larger = { count: 4, read: async () => zeros([1, 3, 32, 32]) };
    const mixed = { positive: [sets.positive[0], sets.positive[1]], negative: [larger, sets.negative[1]] };
    await expect(score({}, mixed)).rejects.toMatchObject({ code: 'different-size', place: { port: 'negative' } });
  });

  it('sums up, an attribute a row and a place a column', async () => {
    const { tables, notes } = await score({ strengths: [0.2, 1] });
    expect(tables.slice(0, 2).map(({ title }) => title)).toEqual(['Success at strength 1', 'Leakage at strength 1']);
    expect(tables[0]?.columns.map(({ name }) => name)).toEqual([
      'attribute',
      'to clean latents',
      expect.stringMatching(/^at step 2/),
    ]);
    expect(tables[0]?.rows.map(([name, clean]) => [name, clean])).toEqual([
      ['red', 100],
      ['blue', 100],
    ]);
    expect(notes).toEqual([expect.stringMatching(/^red, blue: reached .* strength 1 on clean latents\. At most 0 %/)]);
  });

  it('sees what a direction changes besides', async () => {
    const both = {
      positive: [set(0.7, 0.7, 100), set(undefined, 0.7, 200)],
      negative: [set(0.3, 0.3, 300), set(undefined, 0.3, 400)],
    };
    const figures = figuresOf(await score({ strengths: [1] }, both));
    expect(figures['red clean latents 1']).toEqual([100, 100]);
  });

  it('measures the same pictures injected on their way, against a way without it', async () => {
    const report = await score({ strengths: [10], levels: [0.25, 0.75] });
    const figures = figuresOf(report);
    expect(Object.keys(figures)).toHaveLength(2 * 3 * 2);
    expect(figures['red step 1 0']?.[1]).toBe(0);
    expect(figures['red step 3 10']?.[0]).toBe(100);
    expect(report.charts[0]?.series.map(({ name }) => name)).toEqual([
      'to clean latents',
      expect.stringContaining('at step 1'),
      expect.stringContaining('at step 3'),
    ]);
  });

  it('says how good its judges are at pictures that they have not seen', async () => {
    expect((await score()).tables.at(-1)?.rows.map((row) => row.slice(0, 3))).toEqual([
      ['red', 8, 100],
      ['blue', 8, 100],
    ]);
    const chance = { positive: [set(0.5, undefined, 1)], negative: [set(0.5, undefined, 900)] };
    expect((await score({ names: '' }, chance)).tables.at(-1)?.rows[0]?.[2]).toBeLessThan(100);
  });

  it('never edits, and never learns from, a picture twice', async () => {
    const changed = {
      ...sets,
      negative: [stack([set(0.3, undefined, 300, 15), picture(0.9, 0.5, 1)]), set(undefined, 0.3, 400)],
    };
    const [before, after] = [await score(), await score({}, changed)];
    expect(after.tables.at(-1)?.rows[0]?.[3]).toBe(before.tables.at(-1)?.rows[0]?.[3]);
    expect(figuresOf(after)['red clean latents 0']).toEqual([25, 0]);
  });

  it('lets other pictures teach the judge than those that make the direction', async () => {
    const pictures = batchItems(set(0.3, undefined, 300));
    const spoilt = pictures.map((one, index) => (index < 12 && index % 2 === 1 ? picture(0.9, 0.5, index) : one));
    const [before, after] = [await score(), await score({}, { ...sets, negative: [stack(spoilt), sets.negative[1]] })];
    expect(after.tables.at(-1)?.rows[0]?.[3]).toBe(before.tables.at(-1)?.rows[0]?.[3]);
    expect(after.tables.at(-1)?.rows[0]?.[2]).toBeLessThan(before.tables.at(-1)?.rows[0]?.[2] as number);
  });

  it('does without other attributes, and then claims nothing of leakage', async () => {
    const alone = { positive: [sets.positive[0]], negative: [sets.negative[0]] };
    expect(figuresOf(await score({ names: '' }, alone))['attribute 1 clean latents 1']).toEqual([100, '-']);
  });

  it('refuses sets without a partner, and sets that are too small', async () => {
    await expect(score({}, { negative: [sets.negative[0]] })).rejects.toThrow('2 sets with an attribute and 1 without');
    const few = { positive: [set(0.7, undefined, 1, 2)], negative: [set(0.3, undefined, 9, 2)] };
    await expect(score({}, few)).rejects.toMatchObject({ code: 'too-few-pictures' });
  });

  it('tells how far it is, trial by trial', async () => {
    const context = fakeContext();
    await score({}, {}, context);
    expect(context.progressed.at(-1)).toEqual({ step: 16, of: 16 });
  });
});
