import { describe, expect, it } from 'vitest';
import type { Vae } from '../../src/diffusion/model.ts';
import type { Report } from '../../src/graph/report.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { map, stack, type Tensor, zeros } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { fakeVae } from '../testing/fakeModel.ts';
import { picturesOf, setOf } from '../testing/values.ts';

/** A picture whose red says one thing and whose blue another; its green is chance. */
function picture(red: number, blue: number, seed: number): Tensor {
  const [one = 0, two = 0, three = 0] = new TorchGenerator(seed).randn([64]).data;
  const image = zeros([1, 3, 16, 16]);
  const shades = [red + 0.02 * one, 0.5 + 0.1 * two, blue + 0.02 * three];
  shades.forEach((shade, channel) => {
    image.data.fill(shade, channel * 256, (channel + 1) * 256);
  });
  return image;
}

const pictures = (count: number, make: (index: number) => readonly [red: number, blue: number], seed: number) =>
  setOf(
    stack(
      Array.from({ length: count }, (_, index) => {
        const [red, blue] = make(index);
        return picture(red, blue, seed + index);
      }),
    ),
  );
/** Low or high by turns of two, so that halves have both. */
const either = (index: number) => (index % 4 < 2 ? 0.4 : 0.6);
const red = {
  with: pictures(16, (index) => [0.6, either(index)], 100),
  without: pictures(16, (index) => [0.4, either(index)], 200),
};
const blue = {
  with: pictures(16, (index) => [either(index), 0.6], 300),
  without: pictures(16, (index) => [either(index), 0.4], 400),
};
/** Blue that is also red. */
const mixed = { with: pictures(16, () => [0.58, 0.6], 500), without: pictures(16, () => [0.42, 0.4], 600) };
/** Sets of noise, which differ by chance alone. */
const noise = (count: number, seed: number) =>
  setOf(
    map(new TorchGenerator(seed).randn([count, 3, 64, 64]), (value) => 0.5 + 0.1 * Math.max(-5, Math.min(5, value))),
  );
const chance = { with: noise(8, 1), without: noise(8, 2) };
const scenes = pictures(8, (index) => [0.42 + 0.02 * index, either(index)], 900);

type Sets = typeof red;
async function measured(sets: readonly Sets[], parameters = {}, shown = scenes) {
  const positive = sets.map((each) => each.with);
  const negative = sets.map((each) => each.without);
  const names = sets.map((_, index) => ['first', 'second'][index]).join(', ');
  const found = await compute(
    'when_arithmetic_fails',
    { vae: fakeVae, positive, negative, scenes: shown },
    { names, ...parameters },
  );
  return {
    ...found,
    report: found.report as Report,
    gains: found.gains as number[],
    reaches: found.reaches as number[],
  };
}
const advice = ({ tables }: Report, question: RegExp) =>
  tables[0]?.rows.filter(([asked]) => question.test(String(asked))).map((row) => row.slice(1).join(' ')) ?? [];
const marksOf = ({ charts }: Report, title: string) =>
  charts.find((chart) => chart.title === title)?.series.find(({ marks }) => marks);

describe('where arithmetic holds', () => {
  it('the direction of one half moves the probe of the other by a whole step, along a line', async () => {
    const { report, gains } = await measured([red], { strengths: [-1, 0.5, 1] });
    expect(gains[0]).toBeCloseTo(1, 1);
    expect(advice(report, /linear/)[0]).toMatch(/^Yes\. Strength 1 .* Nothing: strengths mean what they say\.$/);
    const [moves] = report.charts.find(({ title }) => title === 'Linearity')?.series ?? [];
    expect(moves?.x).toEqual([-1, 0, 0.5, 1]);
    moves?.x.forEach((strength, index) => {
      expect(moves.y[index]).toBeCloseTo(strength, 1);
    });
  });

  it('attributes that have nothing to do with each other are independent', async () => {
    const { report } = await measured([red, blue], { strengths: [1], pictures: 1 });
    expect(advice(report, /first and second independent/)[0]).toMatch(/^Yes/);
  });

  it('nothing is to be done about even paths', async () => {
    const { report } = await measured([red], { strengths: [1], pictures: 1 });
    expect(advice(report, /holes between scenes/)[0]).toMatch(/^No jumps in 48 steps\./);
    expect(marksOf(report, 'Paths between scenes')).toBeUndefined();
  });
});

describe('where arithmetic fails', () => {
  it('sets that differ by chance alone give a direction that moves nothing elsewhere', async () => {
    const { report, gains } = await measured([chance], { strengths: [1], pictures: 8 }, noise(3, 3));
    expect(Math.abs(gains[0] ?? 1)).toBeLessThan(0.35);
    expect(advice(report, /linear/)[0]).toMatch(/^No\. .* Use more pictures/);
    expect(report.notes[0]).toMatch(/^Is first linear\? No\./);
  });

  it('directions that overlap are found, and so is the remedy', async () => {
    const { report } = await measured([red, mixed], { strengths: [1], pictures: 1 });
    expect(advice(report, /independent/)[0]).toMatch(/directions overlap \(cosine 0\.[4-9]\d*\)\. .* Löwdin/);
  });

  it('scenes that have two attributes together are found, but not by chance of a few', async () => {
    const together = (count: number) => pictures(count, (index) => [either(index), either(index)], 900);
    const answer = async (count: number) => {
      const { report } = await measured([red, blue], { strengths: [1], pictures: 1 }, together(count));
      return advice(report, /independent/)[0];
    };
    expect(await answer(16)).toMatch(/which have them together \(correlation 0\.9/);
    expect(await answer(3)).toMatch(/3 scenes are too few to tell whether they come together/);
  });

  it('a push that leaves what pictures can show ends the reach', async () => {
    const { report, reaches } = await measured([red], { strengths: [1, 2, 4, 8], pictures: 2 });
    expect(reaches[0]).toBe(2);
    expect(advice(report, /pushed/)[0]).toMatch(
      /^Above 0 to 2, below 0 not measured\. Beyond that, .* denoise afterwards/,
    );
    const away =
      report.tables.find(({ title }) => title === 'Off the manifold')?.rows.map((row) => Number(row[3])) ?? [];
    expect(away.at(-1)).toBeGreaterThan(20);
    expect(away[0]).toBeLessThan(1);
  });

  it('a gap in what the decoder shows is marked where the path crosses it', async () => {
    const gap: Vae = {
      ...fakeVae,
      decode: async (latents) => {
        const even = await fakeVae.decode(latents, { aborted: false, throwIfAborted: () => undefined });
        const [first = 0] = even.data;
        return map(even, (value) => value / 4 + (first > 0 ? 0.5 : -0.5));
      },
    };
    const across = pictures(2, (index) => [index === 0 ? 0.3 : 0.75, 0.5], 1000);
    const wires = { vae: gap, positive: [red.with], negative: [red.without], scenes: across };
    const { report } = await compute('when_arithmetic_fails', wires, { strengths: [1], pictures: 1, paths: 1 });
    const marks = marksOf(report as Report, 'Paths between scenes');
    expect(marks?.x).toHaveLength(1);
    expect(marks?.y[0]).toBeGreaterThan(100);
    expect(advice(report as Report, /holes between scenes/)[0]).toMatch(/^1 of 16 steps jumps\. Respace/);
  });
});

describe('paths between scenes', () => {
  it('of the same picture say nothing of what is usual', async () => {
    const repeated = pictures(4, (index) => [index < 3 ? 0.4 : 0.6, 0.5], 1000);
    const same = await repeated.read(0);
    const shown = { ...repeated, read: async (index: number) => (index < 3 ? same : repeated.read(index)) };
    const { report } = await measured([red], { strengths: [1], pictures: 1 }, shown);
    expect(advice(report, /holes between scenes/)[0]).toMatch(/^No jumps in 48 steps\./);
  });

  it('are as many as there are pairs, which is said, and progress ends', async () => {
    const context = fakeContext();
    const wires = {
      vae: fakeVae,
      positive: [red.with],
      negative: [red.without],
      scenes: setOf(picturesOf([0.2, 0.8])),
    };
    await compute('when_arithmetic_fails', wires, { strengths: [1], pictures: 4, path_steps: 4 }, context);
    expect(context.warnings).toEqual([
      'Only 1 path was walked between scenes rather than 3, since there are 2 scenes.',
    ]);
    const { step, of } = context.progressed.at(-1) ?? {};
    expect(step).toBe(of);
  });
});

describe('the report is refused', () => {
  it('for an autoencoder that gives no numbers, with the strength at which it does', async () => {
    const overflowing: Vae = {
      ...fakeVae,
      decode: async (latents, signal) => {
        const sound = await fakeVae.decode(latents, signal);
        return latents.data.some((value) => value > 1.5) ? map(sound, () => Number.NaN) : sound;
      },
    };
    const wires = { vae: overflowing, positive: [red.with], negative: [red.without], scenes };
    const failing = compute('when_arithmetic_fails', wires, { names: 'red', strengths: [1, 8] });
    await expect(failing).rejects.toMatchObject({
      code: 'not-finite',
      message: 'Red at strength 8 is decoded to values that are not finite.',
    });
  });

  it('for scenes that are exactly opposite each other', async () => {
    const mirrored: Vae = { ...fakeVae, shift: 0 };
    const wires = {
      vae: mirrored,
      positive: [red.with],
      negative: [red.without],
      scenes: setOf(picturesOf([0.25, 0.75])),
    };
    await expect(compute('when_arithmetic_fails', wires, { strengths: [1] })).rejects.toMatchObject({
      code: 'antipodal',
      message: expect.stringContaining('path between scenes 1 are opposite each other'),
      place: { port: 'scenes' },
    });
  });

  it('for halves that show the same, with the attribute and the half', async () => {
    const shades = (values: readonly number[]) => setOf(picturesOf(values));
    const wires = { vae: fakeVae, positive: [shades([0.8, 0.5])], negative: [shades([0.2, 0.5])], scenes };
    await expect(compute('when_arithmetic_fails', wires, { names: 'red' })).rejects.toMatchObject({
      message: 'In the second half of the pictures the two sets of "red" show the same on average.',
      remedy: expect.stringContaining('Use more pictures'),
      place: { port: 'positive' },
    });
  });

  it('for one scene, one picture, or sets without a counterpart', async () => {
    const wires = { vae: fakeVae, positive: [red.with], negative: [red.without], scenes };
    const refused = (change: Record<string, unknown>) => compute('when_arithmetic_fails', { ...wires, ...change });
    const one = setOf(picturesOf([0.5]));
    await expect(refused({ scenes: one })).rejects.toThrow('"scenes" has one picture, and a path needs two.');
    await expect(refused({ negative: [one] })).rejects.toThrow('A set of "attribute 1" has one picture');
    await expect(refused({ positive: [red.with, blue.with] })).rejects.toMatchObject({ code: 'batch-mismatch' });
    await expect(refused({ scenes: setOf(picturesOf([0.1, 0.9], 32, 32)) })).rejects.toMatchObject({
      code: 'different-size',
    });
  });

  it('for sets that show the same, and for strengths that are all 0', async () => {
    const same = setOf(picturesOf([0.5, 0.5]));
    const wires = { vae: fakeVae, positive: [same], negative: [same], scenes };
    await expect(compute('when_arithmetic_fails', wires)).rejects.toMatchObject({
      code: 'zero-vector',
      message: 'The two sets of "attribute 1" show the same on average, so there is no direction between them.',
    });
    await expect(measured([red], { strengths: [0] })).rejects.toMatchObject({ code: 'invalid-value' });
  });
});
