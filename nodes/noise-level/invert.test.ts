import { describe, expect, it } from 'vitest';
import { PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import type { NoiseSchedule } from '../../src/diffusion/noiseSchedule.ts';
import { parseSchedulerConfig } from '../../src/diffusion/parseSchedulerConfig.ts';
import type { Schedule } from '../../src/diffusion/schedule.ts';
import { testDenoiser } from '../../src/diffusion/testing/recordedNetwork.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Latents } from '../../src/graph/values.ts';
import { batchItem, map, type Tensor } from '../../src/tensor/tensor.ts';
import { maxDifference } from '../../src/tensor/testing/goldens.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

const { training } = fakeDenoiser;
const unclipped = { ...training, config: { ...training.config, clip_sample: false } };

/** Smooth in the point and the timestep, as a trained network is, so that ways up and down nearly meet. */
const trainedAt = (schedule: NoiseSchedule) => ({
  ...testDenoiser(schedule, {
    run: async (x, timestep) => map(x, (value) => 0.5 * Math.sin(value + timestep / 600)),
  }),
  space: fakeDenoiser.space,
});
const model = trainedAt(unclipped);
const walk = { model, conditioning: conditioningOf('a house') };
const picture = latentsOf(1);

async function invert(inputs: Record<string, unknown> = {}, parameters: Record<string, unknown> = {}) {
  const wires = { ...walk, latents: picture, ...inputs };
  const { latents, report } = await compute('invert', wires, { steps: 20, ...parameters });
  return { latents: latents as Latents, report: report as Report };
}

async function denoised(latents: Latents, parameters: Record<string, unknown> = {}): Promise<Tensor> {
  const chosen = { sampler: 'ddim', steps: 20, guidance: 1, ...parameters };
  return ((await compute('denoise', { ...walk, latents }, chosen)).latents as Latents).tensor;
}

const lossOf = ({ tables }: Report) => tables[1]?.rows[0]?.[2] as number;

describe('invert', () => {
  it('gives latents at the noisy end from which denoising comes back, but for the error that it reports', async () => {
    const { latents, report } = await invert();
    const { sigmas } = await compute('schedule', { model }, { sampler: 'ddim', steps: 20 });
    expect(latents.level).toEqual((sigmas as Schedule).steps[0]?.from);
    const back = await denoised(latents);
    const lost = Math.hypot(...back.data.map((value, i) => value - (picture.tensor.data[i] ?? 0)));
    expect(lossOf(report)).toBeCloseTo(lost / Math.hypot(...picture.tensor.data), 3);
    expect(lossOf(report)).toBeGreaterThan(0);
  });

  it('comes nearer with refinements', async () => {
    const [once, refined] = [await invert(), await invert({}, { refinements: 5 })];
    expect(lossOf(refined.report)).toBeLessThan(lossOf(once.report) / 5);
    expect(maxDifference((await denoised(refined.latents)).data, picture.tensor.data)).toBeLessThan(0.01);
  });

  it('runs Euler backwards for flow matching models, up to pure noise', async () => {
    const flow = trainedAt(parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 }));
    const { latents, report } = await invert({ model: flow }, { refinements: 10 });
    expect(latents.level).toEqual(PURE_NOISE);
    expect(lossOf(report)).toBeLessThan(1e-3);
    const chosen = { sampler: 'euler', steps: 20, guidance: 1 };
    const back = (await compute('denoise', { ...walk, model: flow, latents }, chosen)).latents as Latents;
    expect(maxDifference(back.tensor.data, picture.tensor.data)).toBeLessThan(1e-3);
  });

  it('stops at a level, from which denoising goes on', async () => {
    const { latents, report } = await invert({}, { level: 0.5 });
    expect(lossOf(report)).toBeLessThan(lossOf((await invert()).report));
    expect(report.tables[0]?.rows[0]?.slice(0, 2)).toEqual([0.5, 10]);
    expect(maxDifference((await denoised(latents)).data, picture.tensor.data)).toBeLessThan(0.3);
  });

  it('walks a wired schedule of another sampler backwards', async () => {
    const { sigmas } = await compute('schedule', { model }, { sampler: 'euler', steps: 12 });
    const { latents, report } = await invert({ sigmas });
    expect(lossOf(report)).toBeLessThan(0.3);
    const back = await denoised(latents, { sampler: 'euler', steps: 12 });
    expect(maxDifference(back.data, picture.tensor.data)).toBeLessThan(0.9);
  });

  it('draws how the way back departs: not at all at the noisy end, by the error at the clean one', async () => {
    const { report } = await invert();
    const [series] = report.charts[0]?.series ?? [];
    expect(series?.y).toHaveLength(21);
    expect(series?.y[0]).toBe(0);
    expect(series?.y[20]).toBeCloseTo(lossOf(report), 3);
  });

  it('walks back only when asked to, and counts its steps without a gap', async () => {
    const once = fakeContext();
    const report = (await compute('invert', { ...walk, latents: picture }, { steps: 8, round_trip: false }, once))
      .report;
    expect(lossOf(report as Report)).toBe('-');
    expect(once.progressed).toEqual(Array.from({ length: 8 }, (_, i) => ({ step: i + 1, of: 8 })));
    const twice = fakeContext();
    await compute('invert', { ...walk, latents: picture }, { steps: 8, level: 0.25 }, twice);
    expect(twice.progressed).toEqual(Array.from({ length: 12 }, (_, i) => ({ step: i + 1, of: 12 })));
  });

  it('inverts each item of a batch as it would alone', async () => {
    const two = latentsOf(4, picture.level, [2, 4, 2, 2]);
    const both = await invert({ latents: two });
    const second = await invert({ latents: { ...two, tensor: batchItem(two.tensor, 1) } });
    expect(batchItem(both.latents.tensor, 1).data).toEqual(second.latents.tensor.data);
    expect(both.report.tables[1]?.rows).toHaveLength(2);
  });

  it('refuses noise, and samplers that leave no way back', async () => {
    await expect(invert({ latents: noiseOf(1) })).rejects.toMatchObject({ code: 'not-clean' });
    const { sigmas } = await compute('schedule', { model }, { sampler: 'euler_ancestral', steps: 6 });
    await expect(invert({ sigmas })).rejects.toMatchObject({ code: 'no-way-back' });
  });
});
