import { describe, expect, it } from 'vitest';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import type { Schedule } from '../../src/diffusion/schedule.ts';
import type { Report } from '../../src/graph/report.ts';
import type { Direction, Latents } from '../../src/graph/values.ts';
import { batchItem } from '../../src/tensor/tensor.ts';
import { weightedSum } from '../../src/tensor/weightedSum.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser } from '../testing/fakeModel.ts';
import { directionOf, latentsOf, noiseOf } from '../testing/values.ts';

const walk = { model: fakeDenoiser, conditioning: conditioningOf('a house') };
const direction = directionOf(4);

async function edit(
  inputs: Record<string, unknown> = {},
  parameters: Record<string, unknown> = {},
  context = fakeContext(),
) {
  const wires = { ...walk, latents: noiseOf(1), direction, ...inputs };
  const { latents, report } = await compute('noise_level_arithmetic', wires, { steps: 8, ...parameters }, context);
  return { latents: latents as Latents, report: report as Report };
}

async function denoise(latents: Latents, parameters: Record<string, unknown> = {}): Promise<Latents> {
  return (await compute('denoise', { ...walk, latents }, { steps: 8, ...parameters })).latents as Latents;
}

/** What the node does, by hand: no memory is handed on. */
function injected({ tensor, level, space }: Latents, strength: number, { tensor: v }: Direction = direction): Latents {
  return {
    tensor: weightedSum([
      [1, tensor],
      [strength * level.signal, v],
    ]),
    level,
    space,
  };
}

describe('noise-level arithmetic', () => {
  it('with strength 0 ends where the walk without it ends', async () => {
    const { latents } = await edit({}, { strength: 0, sampler: 'euler' });
    expect(latents.tensor).toEqual((await denoise(noiseOf(1), { sampler: 'euler' })).tensor);
    expect(latents.level).toEqual(CLEAN);
  });

  it.each(['dpmpp_2m', 'euler', 'ddim'])('with %s is: denoise to the level, inject, forget, go on', async (sampler) => {
    const half = await denoise(noiseOf(1), { sampler, stop_at: 4 });
    const byHand = await denoise(injected(half, 1.5), { sampler });
    expect((await edit({}, { level: 0.5, strength: 1.5, sampler })).latents.tensor).toEqual(byHand.tensor);
  });

  it('takes a batch that stopped on its way item by item, with what the sampler remembers of each', async () => {
    const sampler = { sampler: 'dpmpp_2m' };
    const stopped = await denoise(noiseOf(1, 2), { ...sampler, stop_at: 3 });
    const { latents } = await edit({ latents: stopped }, { ...sampler, level: 5, unit: 'step' });
    const alone = await denoise(
      { ...noiseOf(1, 2), tensor: batchItem(noiseOf(1, 2).tensor, 1) },
      { ...sampler, stop_at: 3 },
    );
    const expected = (await edit({ latents: alone }, { ...sampler, level: 5, unit: 'step' })).latents;
    expect(batchItem(latents.tensor, 1).data).toEqual(expected.tensor.data);
  });

  it('puts noise on clean latents up to the level, from the seed', async () => {
    const clean = latentsOf(2);
    const level = { level: 3, unit: 'step' };
    const wires = { model: fakeDenoiser, latents: clean };
    const noised = (await compute('add_noise', wires, { ...level, seed: 6, steps: 8, order: 'by_step' }))
      .latents as Latents;
    const byHand = await denoise(injected(noised, 1));
    expect((await edit({ latents: clean }, { ...level, seed: 6 })).latents.tensor).toEqual(byHand.tensor);
  });

  it('goes on with latents that are on their way, and refuses those past the level', async () => {
    const half = await denoise(noiseOf(1), { sampler: 'euler', stop_at: 4 });
    const later = await edit({ latents: half }, { level: 0.75, sampler: 'euler' });
    expect(later.latents.tensor).toEqual((await edit({}, { level: 0.75, sampler: 'euler' })).latents.tensor);
    await expect(edit({ latents: half }, { level: 0.25, sampler: 'euler' })).rejects.toMatchObject({
      code: 'past-level',
    });
  });

  it('at level 0 edits the noise, at level 1 the clean end by the whole direction', async () => {
    const end = await denoise(noiseOf(1));
    expect((await edit({}, { level: 1, strength: 2 })).latents.tensor).toEqual(injected(end, 2).tensor);
    expect((await edit({}, { level: 0 })).latents.tensor).not.toEqual(end.tensor);
  });

  it('spreads a window in equal shares, each scaled by its own level', async () => {
    const parameters = { sampler: 'euler' };
    let byHand = await denoise(noiseOf(1), { ...parameters, stop_at: 4 });
    for (const stop of [5, 6, 0]) byHand = await denoise(injected(byHand, 0.9 / 3), { ...parameters, stop_at: stop });
    const spread = await edit({}, { ...parameters, level: 4, unit: 'step', strength: 0.9, window: 3 });
    expect(spread.latents.tensor).toEqual(byHand.tensor);
  });

  it('weights the shares of a window by a curve, and says each in the report', async () => {
    const parameters = { sampler: 'euler' };
    let byHand = await denoise(noiseOf(1), { ...parameters, stop_at: 4 });
    for (const [stop, share] of [
      [5, 1 / 6],
      [6, 2 / 6],
      [0, 3 / 6],
    ] as const) {
      byHand = await denoise(injected(byHand, 0.9 * share), { ...parameters, stop_at: stop });
    }
    const window = { level: 4, unit: 'step', strength: 0.9, window: 3, curve: 'rising' };
    const { latents, report } = await edit({}, { ...parameters, ...window });
    expect(latents.tensor).toEqual(byHand.tensor);
    expect(report.tables[1]?.rows.map((row) => [row[0], row[2]])).toEqual([
      [4, 0.1667],
      [5, 0.3333],
      [6, 0.5],
    ]);
  });

  it('cuts a window off at the end of the schedule', async () => {
    const short = await edit({}, { level: 7, unit: 'step', window: 1 });
    expect((await edit({}, { level: 7, unit: 'step', window: 50 })).latents.tensor).toEqual(short.latents.tensor);
  });

  it('makes a batch of several levels, each as it is alone', async () => {
    const { latents, report } = await edit({ level: [0.1, 0.5, 0.9] });
    expect(latents.tensor.shape[0]).toBe(3);
    expect(batchItem(latents.tensor, 1).data).toEqual((await edit({}, { level: 0.5 })).latents.tensor.data);
    expect(report.tables[0]?.rows.map((row) => row.at(-1))).toEqual(['layout', 'palette and style', 'texture']);
  });

  it('reads one level in four ways', async () => {
    const { sigmas } = await compute('schedule', { model: fakeDenoiser }, { steps: 8 });
    const third = (sigmas as Schedule).steps[3];
    const readings = await Promise.all(
      [
        { level: 3 / 8, unit: 'fraction' },
        { level: 3, unit: 'step' },
        { level: third?.timestep, unit: 'timestep' },
        { level: third?.from.sigma, unit: 'sigma' },
      ].map(async (parameters) => (await edit({}, parameters)).report.tables[0]?.rows[0]),
    );
    expect(new Set(readings.map((row) => JSON.stringify(row))).size).toBe(1);
    expect(readings[0]?.slice(0, 3)).toEqual([0.375, 3, third?.timestep]);
  });

  it('refuses a level out of range', async () => {
    await expect(edit({}, { level: 1.5 })).rejects.toThrow('A level of 1.5 is no fraction');
    await expect(edit({}, { level: 9, unit: 'step' })).rejects.toThrow('outside 0 to 8');
    await expect(edit({}, { level: 5000, unit: 'timestep' })).rejects.toThrow('outside 0 to 1000');
    await expect(edit({}, { level: 1000, unit: 'sigma' })).rejects.toThrow(/A level of 1000 is no sigma: .* 0 to \d+/);
  });

  it('refuses a direction of another size', async () => {
    const large = { ...direction, tensor: latentsOf(1, CLEAN, [1, 4, 4, 4]).tensor };
    await expect(edit({ direction: large })).rejects.toMatchObject({ code: 'different-size' });
  });

  it('counts its steps without a gap', async () => {
    const context = fakeContext();
    await edit({ level: [0.25, 0.5] }, {}, context);
    expect(context.progressed.map(({ step }) => step)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    expect(context.progressed.every(({ of }) => of === 16)).toBe(true);
  });
});
