import { describe, expect, it } from 'vitest';
import type { Vae } from '../../src/diffusion/model.ts';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem, stack, type Tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser, fakeVae, otherSpace } from '../testing/fakeModel.ts';
import { directionOf, latentsOf, noiseOf, picturesOf } from '../testing/values.ts';

const reportOf = async (type: string, inputs = {}, parameters = {}, context = fakeContext()) =>
  (await compute(type, inputs, parameters, context)).report as Report;
const tableOf = ({ tables }: Report, title: string) => tables.find((table) => table.title === title)?.rows ?? [];
const fact = (report: Report, title: string, name: string) =>
  tableOf(report, title).find(([first]) => first === name)?.[1];
const series = ({ charts }: Report, title: string) => charts.find((chart) => chart.title === title)?.series ?? [];
const largeNoise = (seed: number, batch = 1): Latents => latentsOf(seed, noiseOf(1).level, [batch, 4, 32, 32]);
const [a, b] = [largeNoise(1), largeNoise(2)];

describe('latent statistics', () => {
  it('find noise on its shell and close to normal', async () => {
    const { report, norm, z_score } = await compute('latent_statistics', { latents: a });
    expect(Math.abs((z_score as number[])[0] ?? 9)).toBeLessThan(4);
    expect((norm as number[])[0]).toBeCloseTo(64, -1);
    const ks = tableOf(report as Report, 'Points')[0]?.at(-1);
    expect(ks).toBeLessThan(1.36 / 64);
    expect((report as Report).notes[0]).toMatch(/as noise is/);
  });

  it('say that noise off the shell is no noise, and that for clean latents the score is only a diagnostic', async () => {
    const short = { ...a, tensor: { ...a.tensor, data: a.tensor.data.map((value) => value * 0.7) } };
    expect((await reportOf('latent_statistics', { latents: short })).notes[0]).toMatch(/farther than noise ever is/);
    const clean = await reportOf('latent_statistics', { latents: { ...short, level: CLEAN } });
    expect(clean.notes[0]).toMatch(/only a diagnostic/);
    expect(clean.notes[0]).not.toMatch(/farther/);
  });

  it('show each channel of each point, and a histogram beside the normal one', async () => {
    const report = await reportOf('latent_statistics', { latents: largeNoise(3, 2) });
    expect(tableOf(report, 'Channels')).toHaveLength(8);
    const [own, normal] = series(report, 'Histogram');
    expect(own?.y.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    own?.y.forEach((share, i) => {
      expect(Math.abs(share - (normal?.y[i] ?? 1))).toBeLessThan(0.02);
    });
  });
});

describe('lerp against slerp', () => {
  it('shows that lerp leaves the shell where slerp stays', async () => {
    const { report, angle } = await compute('lerp_against_slerp', { a, b }, { count: 5 });
    expect(angle).toBeCloseTo(Math.PI / 2, 1);
    const [lerp, slerp] = series(report as Report, 'Norm along the way');
    expect((lerp?.y[2] ?? 0) / (slerp?.y[2] ?? 1)).toBeCloseTo(Math.SQRT1_2, 1);
    const radial = series(report as Report, 'Radial change of log p')[0]?.y[2];
    expect(radial).toBeLessThan(-300);
  });

  it('draws both ways in the plane of the points, with one unit as long on both axes', async () => {
    const report = await reportOf('lerp_against_slerp', { a, b });
    const plane = report.charts.find(({ title }) => title === 'The plane of a and b');
    expect(plane?.sameScale).toBe(true);
    expect(plane?.series.map(({ name }) => name)).toEqual([
      ...['lerp', 'slerp', 'shell of noise'],
      expect.stringMatching(/^angle (89|9[01])(\.\d+)?°$/),
      'from the origin',
      expect.stringMatching(/^a and b: norms 6[345](\.\d+)? and 6[345](\.\d+)?$/),
      expect.stringMatching(/^t = 0\.5: norms 4[56](\.\d+)? and 6[345](\.\d+)?$/),
    ]);
    const [halfWay] = plane?.series.slice(-1) ?? [];
    expect(Math.hypot(halfWay?.x[0] ?? 0, halfWay?.y[0] ?? 0)).toBeCloseTo(64 * Math.SQRT1_2, -1);
  });

  it('sets these latents among the dimensions of the shell table', async () => {
    const rows = tableOf(await reportOf('lerp_against_slerp', { a, b }), 'The shell of noise');
    expect(rows.map(([dimensions]) => dimensions)).toEqual([2, 10, 100, 512, '4096 (these)', 16384, 65536]);
    expect(rows[4]?.slice(1)).toEqual([63.99609, expect.closeTo(Math.SQRT1_2, 4), 45.25483, '2.844e-174', -395.2]);
  });

  it('refuses points at two levels', async () => {
    await expect(reportOf('lerp_against_slerp', { a, b: { ...b, level: CLEAN } })).rejects.toMatchObject({
      code: 'different-level',
    });
  });
});

describe('trajectory report', () => {
  const circle = async (t: number[]) => (await compute('slerp', { a, b, t })).latents as Latents;

  it('finds nothing wrong with a great circle at even speed', async () => {
    const { report, angles, straightness } = await compute('trajectory_report', {
      latents: await circle([0, 0.25, 0.5, 0.75, 1]),
    });
    expect(straightness).toBeLessThan(1e-10);
    expect(fact(report as Report, 'The whole', 'coefficient of variation')).toBeLessThan(1e-4);
    expect(angles).toHaveLength(4);
    expect(tableOf(report as Report, 'Frames')).toHaveLength(5);
  });

  it('tells uneven speed from a bend', async () => {
    const report = await reportOf('trajectory_report', { latents: await circle([0, 0.1, 1]) });
    expect(fact(report, 'The whole', 'local straightness')).toBeGreaterThan(0.01);
    expect(fact(report, 'The whole', 'cross-track angle')).toBeLessThan(1e-4);
  });

  it('measures what the eye sees where a vae is wired', async () => {
    const latents = latentsOf(1, CLEAN, [3, 4, 2, 2]);
    const seen = await reportOf('trajectory_report', { latents, vae: fakeVae });
    expect(series(seen, 'Change of the picture')[0]?.y).toHaveLength(2);
    expect(series(await reportOf('trajectory_report', { latents }), 'Change of the picture')).toEqual([]);
  });

  it('counts the spans between opposite frames, which have no straight way', async () => {
    const signs = async (...all: number[]) => {
      const frames = all.map((sign) => ({ ...a.tensor, data: a.tensor.data.map((value) => sign * value) }));
      return (await reportOf('trajectory_report', { latents: { ...a, tensor: stack(frames) } })).notes;
    };
    expect(await signs(1, 1, -1)).toEqual([expect.stringMatching(/^One span between frames/)]);
    expect(await signs(1, 1, -1, -1)).toEqual([expect.stringMatching(/^\d spans between frames/)]);
    expect(await signs(1, 1, 1)).toEqual([]);
  });

  it('needs two frames, and shows dashes for what two do not have', async () => {
    await expect(reportOf('trajectory_report', { latents: a })).rejects.toThrow('"latents" has one item');
    const two = await reportOf('trajectory_report', { latents: await circle([0, 1]) });
    expect(fact(two, 'The whole', 'error one step ahead')).toBe('-');
  });
});

describe('trajectory plot', () => {
  it('draws a slerp as an arc and a lerp as a line in the plane of the ends', async () => {
    const t = [0, 0.5, 1];
    const [slerp, lerp] = await Promise.all(
      ['slerp', 'lerp'].map(async (type) => (await compute(type, { a, b, t })).latents as Latents),
    );
    const report = await reportOf('trajectory_plot', { sequences: [slerp, lerp] });
    const radius = (index: number) => {
      const drawn = series(report, 'The plane of the ends')[index];
      return Math.hypot(drawn?.x[1] ?? 0, drawn?.y[1] ?? 0);
    };
    expect(radius(1) / radius(0)).toBeCloseTo(Math.SQRT1_2, 1);
    expect(series(report, 'Off the plane of the ends')[0]?.y[1]).toBeLessThan(1e-3);
    expect(report.notes[0]).toMatch(/hold 100 % of the variance/);
  });

  it('draws every sequence with all its frames', async () => {
    const report = await reportOf('trajectory_plot', { sequences: [largeNoise(1, 3), largeNoise(5, 2)] });
    expect(series(report, 'The two principal components').map(({ x }) => x.length)).toEqual([3, 2]);
    const forth = (await compute('slerp', { a, b, t: [0, 0.3, 1] })).latents as Latents;
    const back = (await compute('pick_from_batch', { latents: forth }, { first: -1, last: 1 })).latents as Latents;
    const [there, here] = series(
      await reportOf('trajectory_plot', { sequences: [forth, back] }),
      'The two principal components',
    );
    for (const [index, x] of (here?.x.toReversed() ?? []).entries())
      expect(x).toBeCloseTo(there?.x[index] ?? Number.NaN, 9);
  });

  it('refuses a single frame, and sequences of two spaces', async () => {
    await expect(reportOf('trajectory_plot', { sequences: [a] })).rejects.toThrow('not two frames');
    await expect(reportOf('trajectory_plot', { sequences: [a, { ...b, space: otherSpace }] })).rejects.toMatchObject({
      code: 'different-space',
    });
  });
});

describe('direction report', () => {
  it('says lengths, cosines and where directions came from', async () => {
    const report = await reportOf('direction_report', { directions: [directionOf(1), directionOf(2)] });
    expect(tableOf(report, 'Lengths')[0]).toEqual([1, 'raw', 3.778, 3.778]);
    expect(tableOf(report, 'Cosines')[1]?.[2]).toBe(1);
    expect(tableOf(report, 'Where they came from')[0]).toEqual([1, 'method', 'test']);
  });

  it('finds the channel and the band that a direction lies in', async () => {
    const data = new Float32Array(16).fill(1, 4, 8);
    const flat = { ...directionOf(1), tensor: { data, shape: [1, 4, 2, 2] } };
    const report = await reportOf('direction_report', { directions: [flat] });
    expect(series(report, 'Energy by channel')[0]?.y).toEqual([0, 100, 0, 0]);
    expect(tableOf(report, 'Bands').at(-1)?.[1]).toBeCloseTo(100, 4);
  });

  it('says how far strength 1 moves a point', async () => {
    const own = { ...directionOf(1), tensor: latentsOf(1).tensor };
    const report = await reportOf('direction_report', { directions: [own], latents: latentsOf(1) });
    expect(tableOf(report, 'Lengths')[0]?.at(-1)).toBe(100);
  });
});

describe('VAE round trip', () => {
  it('of what the autoencoder can say loses nothing', async () => {
    const { image, psnr, report } = await compute('vae_round_trip', { vae: fakeVae, image: picturesOf([0.25, 0.75]) });
    expect((psnr as number[])[0]).toBeGreaterThan(100);
    expect((image as Tensor).shape).toEqual([2, 3, 16, 16]);
    expect(tableOf(report as Report, 'What was lost')).toHaveLength(2);
  });

  it('says in decibels what is lost, and in nats what the encoder tells', async () => {
    const half = picturesOf([0.5]);
    const edge = { ...half, data: half.data.map((value, i) => (i % 2 === 0 ? value + 0.1 : value - 0.1)) };
    const { psnr, report } = await compute('vae_round_trip', { vae: fakeVae, image: edge });
    expect((psnr as number[])[0]).toBeCloseTo(20, 3);
    const nats = tableOf(report as Report, 'KL divergence of the encoder to N(0, I)')[0];
    expect(nats?.[2]).toBeGreaterThan(0);
  });

  it('leaves the divergence open where the encoder gives only a sample', async () => {
    const vae: Vae = { ...fakeVae, encode: async () => ({ kind: 'sample', sample: latentsOf(1).tensor }) };
    const report = await reportOf('vae_round_trip', { vae, image: picturesOf([0.5]) });
    expect(tableOf(report, 'KL divergence of the encoder to N(0, I)')[0]).toEqual([1, '-', '-', '-']);
    await expect(compute('encoder_divergence', { vae, image: picturesOf([0.5]) })).rejects.toMatchObject({
      code: 'no-moments',
    });
  });
});

it('encoder divergence is bright where a picture says most', async () => {
  const plain = picturesOf([0.5]);
  const corner = { ...plain, data: plain.data.map((value, i) => (i % 16 < 8 && i % 256 < 128 ? 1 : value)) };
  const { image, nats } = await compute('encoder_divergence', { vae: fakeVae, image: corner });
  const map = image as Tensor;
  expect(map.shape).toEqual([1, 3, 16, 16]);
  expect(map.data[0]).toBeGreaterThan((map.data[15] ?? 1) + 0.1);
  const alone = (await compute('encoder_divergence', { vae: fakeVae, image: plain })).nats as number[];
  expect((nats as number[])[0]).toBeGreaterThan(alone[0] ?? Number.POSITIVE_INFINITY);
});

describe('latent viewer', () => {
  it('sets the channels of each point side by side', async () => {
    const { image } = await compute('latent_viewer', { latents: latentsOf(1, CLEAN, [2, 4, 2, 3]) }, { cell: 4 });
    expect((image as Tensor).shape).toEqual([2, 3, 8, 4 * 12 + 3 * 2]);
  });

  it('is orange above zero, blue below, dark at zero', async () => {
    const latents = { ...latentsOf(1), tensor: { data: Float32Array.of(2, -2, 0, 0), shape: [1, 1, 2, 2] } };
    const { data } = (await compute('latent_viewer', { latents }, { cell: 1 })).image as Tensor;
    const colour = (i: number) => [data[i], data[i + 4], data[i + 8]].map((value) => value ?? Number.NaN);
    const [above, below, zero] = [colour(0), colour(1), colour(2)];
    expect(above[0]).toBeGreaterThan((above[2] ?? 1) + 0.3);
    expect(below[2]).toBeGreaterThan((below[0] ?? 1) + 0.3);
    expect(Math.max(...zero)).toBeLessThan(0.2);
  });

  it('counts every number in the histograms', async () => {
    const report = await reportOf('latent_viewer', { latents: a });
    for (const { y } of series(report, 'Histogram by channel')) {
      expect(y.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    }
  });
});

describe('noise-level chart', () => {
  const wires = { model: fakeDenoiser, vae: fakeVae, latents: latentsOf(1), conditioning: conditioningOf('a house') };
  const chart = (parameters = {}, inputs = {}, context = fakeContext()) =>
    compute('noise_level_chart', { ...wires, ...inputs }, { steps: 8, levels: 4, ...parameters }, context);

  it('makes a picture for each level, noisiest first', async () => {
    const { image, report } = await chart();
    expect((image as Tensor).shape[0]).toBe(4);
    expect(tableOf(report as Report, 'What each level changes').map((row) => row[1])).toEqual([0, 2, 4, 6]);
  });

  it('is what Add noise and Denoise do at one level', async () => {
    const steps = { steps: 8, guidance: 2, seed: 3 };
    const noised = (await compute('add_noise', wires, { level: 4, unit: 'step', steps: 8, seed: 3, order: 'by_step' }))
      .latents;
    const { latents } = await compute('denoise', { ...wires, latents: noised }, steps);
    const alone = (await compute('decode', { vae: fakeVae, latents })).image as Tensor;
    const { image } = await chart(steps);
    expect(batchItem(image as Tensor, 2).data).toEqual(alone.data);
  });

  it('counts its steps to the end', async () => {
    const context = fakeContext();
    await chart({}, {}, context);
    expect(context.progressed.map(({ step }) => step)).toContain(32);
  });

  it('asks for one clean point', async () => {
    await expect(chart({}, { latents: { ...latentsOf(1), tensor: stack([a.tensor, b.tensor]) } })).rejects.toThrow(
      'this needs one point',
    );
    await expect(chart({}, { latents: noiseOf(1) })).rejects.toMatchObject({ code: 'too-noisy' });
  });
});
