import { describe, expect, it } from 'vitest';
import { CLEAN, describeLevel, isClean, PURE_NOISE } from '../../src/diffusion/noiseLevel.ts';
import { samplerIds } from '../../src/diffusion/samplers/index.ts';
import type { Schedule } from '../../src/diffusion/schedule.ts';
import type { Latents } from '../../src/graph/values.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { batchItem, type Tensor } from '../../src/tensor/tensor.ts';
import { nodeRegistry } from '../index.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser, otherSpace } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

const model = fakeDenoiser;
const conditioning = conditioningOf('a house');

async function latents(type: string, inputs: Record<string, unknown>, parameters: Record<string, unknown> = {}) {
  const { latents } = await compute(type, { model, ...inputs }, parameters);
  return latents as Latents;
}

const denoise = (start: Latents, parameters = {}, inputs = {}) =>
  latents('denoise', { latents: start, conditioning, ...inputs }, parameters);
const step = (start: Latents, parameters = {}, inputs = {}) =>
  latents('denoise_step', { latents: start, conditioning, ...inputs }, parameters);

describe('noise', () => {
  it('is what torch draws for the seed, at the size of the model', async () => {
    const noise = await latents('noise', {}, { seed: 7 });
    expect(noise.level).toBe(PURE_NOISE);
    expect(noise.tensor).toEqual(new TorchGenerator(7).randn([1, 4, 2, 2]));
  });

  it('makes one point per seed, each as it is alone', async () => {
    const batch = await latents('noise', { seed: [7, 8] });
    expect(batch.tensor.shape).toEqual([2, 4, 2, 2]);
    expect(batchItem(batch.tensor, 1).data).toEqual((await latents('noise', {}, { seed: 8 })).tensor.data);
  });

  it('counts width and height in pixels and refuses parts of a cell', async () => {
    expect((await latents('noise', {}, { width: 32, height: 16 })).tensor.shape).toEqual([1, 4, 2, 4]);
    await expect(latents('noise', {}, { width: 30 })).rejects.toThrow('A width of 30 px is not a multiple of 8 px');
  });
});

describe('denoise', () => {
  it('walks from noise to clean latents', async () => {
    const end = await denoise(noiseOf(1));
    expect(isClean(end.level)).toBe(true);
    expect(end.tensor.data.every(Number.isFinite)).toBe(true);
  });

  it('goes on from one stopped point with several seeds, whatever the sampler remembers', async () => {
    const stopped = await denoise(noiseOf(1), { sampler: 'dpmpp_2m', steps: 6, stop_at: 3 });
    const several = await denoise(stopped, { sampler: 'dpmpp_2m', steps: 6 }, { seed: [1, 2] });
    const one = await denoise(stopped, { sampler: 'dpmpp_2m', steps: 6 });
    expect(several.tensor.shape[0]).toBe(2);
    expect(batchItem(several.tensor, 1).data).toEqual(one.tensor.data);
  });

  it('has the draws of each step, step by step, wherever churn acts before it', async () => {
    const schedule = { sampler: 'euler', steps: 8 };
    const from = { ...schedule, level: 3, unit: 'step', order: 'by_step' };
    const noised = await latents('add_noise', { latents: latentsOf(1) }, from);
    const oneStep = async (limits: object) =>
      (await denoise(noised, { ...schedule, stop_at: 4, churn: 2, ...limits })).tensor;
    const limited = await oneStep({ churn_to: 1.01 * noised.level.sigma });
    expect(limited).toEqual(await oneStep({}));
    expect(limited).not.toEqual(await oneStep({ churn: 0 }));
  });

  it('refuses clean latents and says what to put before it', async () => {
    await expect(denoise(latentsOf(1))).rejects.toMatchObject({ code: 'already-clean', remedy: /Add noise/ });
  });

  it('refuses latents of another model and names both', async () => {
    const foreign = { ...noiseOf(1), space: otherSpace };
    await expect(denoise(foreign)).rejects.toThrow(/tests.*others/);
  });

  it('refuses latents at a level that the schedule does not visit', async () => {
    const half = await denoise(noiseOf(1), { steps: 10, stop_at: 5 });
    await expect(denoise(half, { steps: 7 })).rejects.toMatchObject({ code: 'off-schedule' });
  });

  it('that stops early goes on as if it had not stopped', async () => {
    const half = await denoise(noiseOf(1), { steps: 10, stop_at: 4 });
    expect(describeLevel(half.level)).toMatch(/σ/);
    expect((await denoise(half, { steps: 10 })).tensor).toEqual((await denoise(noiseOf(1), { steps: 10 })).tensor);
  });

  it('cannot stop before it starts', async () => {
    const half = await denoise(noiseOf(1), { steps: 10, stop_at: 4 });
    await expect(denoise(half, { steps: 10, stop_at: 4 })).rejects.toThrow('cannot stop at step 4');
    await expect(denoise(noiseOf(1), { steps: 10, stop_at: 11 })).rejects.toThrow('step 0 of 10');
  });

  it('heeds a schedule instead of its own sampler and steps', async () => {
    const { sigmas } = await compute('schedule', { model }, { sampler: 'euler', steps: 6 });
    const wired = await denoise(noiseOf(1), { sampler: 'ddim', steps: 3 }, { sigmas });
    expect(wired.tensor).toEqual((await denoise(noiseOf(1), { sampler: 'euler', steps: 6 })).tensor);
  });

  it('scales fresh noise to enter the first level of the schedule', async () => {
    const { sigmas } = await compute('schedule', { model }, { sampler: 'euler', steps: 4 });
    const { initialScale } = sigmas as Schedule;
    const seen: Tensor[] = [];
    const watching: typeof model = {
      ...model,
      denoise: async (x, ...rest) => {
        seen.push(x);
        return model.denoise(x, ...rest);
      },
    };
    await denoise(noiseOf(1), {}, { model: watching, sigmas });
    expect(initialScale).not.toBe(1);
    expect(seen[0]?.data).toEqual(noiseOf(1).tensor.data.map((value) => value * initialScale));
  });

  it('makes each item of a batch as it would be alone, with its own seed', async () => {
    const parameters = { sampler: 'euler_ancestral', steps: 5 };
    const batch = await denoise(noiseOf(1, 2), parameters, { seed: [3, 4] });
    const second = { ...noiseOf(1, 2), tensor: batchItem(noiseOf(1, 2).tensor, 1) };
    expect(batchItem(batch.tensor, 1).data).toEqual((await denoise(second, parameters, { seed: [4] })).tensor.data);
  });

  it('refuses batches that do not fit and names both sizes', async () => {
    await expect(denoise(noiseOf(1, 2), {}, { seed: [1, 2, 3] })).rejects.toThrow(
      '"latents" has 2 items and "seed" has 3.',
    );
  });

  it('reports each step and offers a picture of it', async () => {
    const context = fakeContext();
    await compute('denoise', { model, latents: noiseOf(1), conditioning }, { steps: 4 }, context);
    expect(context.progressed).toEqual([1, 2, 3, 4].map((done) => ({ step: done, of: 4 })));
  });

  it('stops between steps when it is cancelled', async () => {
    const controller = new AbortController();
    const context = { ...fakeContext(), signal: controller.signal };
    const cancelling = { ...context, progress: async () => controller.abort() };
    await expect(compute('denoise', { model, latents: noiseOf(1), conditioning }, {}, cancelling)).rejects.toThrow(
      /abort/,
    );
  });
});

describe('a chain of denoise steps', () => {
  it.each(samplerIds)('with %s equals one denoise bit for bit', async (sampler) => {
    const parameters = { sampler, steps: 6, seed: 5, eta: 0.5 };
    let chained = noiseOf(2);
    for (let index = 0; index < 6; index++) chained = await step(chained, parameters);
    const whole = await denoise(noiseOf(2), parameters);
    expect(chained.tensor).toEqual(whole.tensor);
    expect(chained.level).toEqual(CLEAN);
    await expect(step(chained, parameters)).rejects.toMatchObject({ code: 'already-clean' });
  });

  it('does not hand the memory of one sampler to another', async () => {
    const half = await denoise(noiseOf(2), { sampler: 'dpmpp_2m', steps: 6, stop_at: 3 });
    const { history: _, ...forgetful } = half;
    const rest = { sampler: 'euler', steps: 6 };
    expect((await step(half, rest)).tensor).toEqual((await step(forgetful, rest)).tensor);
    const same = { sampler: 'dpmpp_2m', steps: 6 };
    expect((await step(half, same)).tensor).not.toEqual((await step(forgetful, same)).tensor);
  });
});

describe('add noise', () => {
  it('keeps signal rate of the point and adds noise rate of the noise', async () => {
    const clean = latentsOf(1);
    const noise = noiseOf(9);
    const noised = await latents('add_noise', { latents: clean, noise }, { level: 0.5, steps: 10 });
    const { signal, sigma } = noised.level;
    const expected = clean.tensor.data.map((value, i) => signal * value + sigma * signal * (noise.tensor.data[i] ?? 0));
    noised.tensor.data.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6);
    });
  });

  it('leaves floor(n times strength) steps to do, as in diffusers', async () => {
    const context = fakeContext();
    const noised = await latents('add_noise', { latents: latentsOf(1) }, { level: 0.55, steps: 10 });
    await compute('denoise', { model, latents: noised, conditioning }, { steps: 10 }, context);
    expect(context.progressed).toHaveLength(5);
  });

  it('takes the level as a step, a timestep or a sigma, all of the same schedule', async () => {
    const { sigmas } = await compute('schedule', { model }, { sampler: 'euler', steps: 10 });
    const at = (level: number, unit: string) =>
      latents('add_noise', { latents: latentsOf(1), sigmas }, { level, unit });
    const third = (sigmas as Schedule).steps[3];
    const byStep = await at(3, 'step');
    expect(byStep.level).toEqual(third?.from);
    expect(await at((third?.timestep ?? 0) + 2, 'timestep')).toEqual(byStep);
    expect(await at(third?.from.sigma ?? 0, 'sigma')).toEqual(byStep);
  });

  it('makes a batch of variations from several seeds', async () => {
    const noised = await latents('add_noise', { latents: latentsOf(1), seed: [1, 2, 3] });
    expect(noised.tensor.shape[0]).toBe(3);
  });

  it('raises noisy latents further, but never lowers them', async () => {
    const some = await latents('add_noise', { latents: latentsOf(1) }, { level: 0.3 });
    const more = await latents('add_noise', { latents: some }, { level: 0.6, seed: 1 });
    expect(more.level.sigma).toBeGreaterThan(some.level.sigma);
    await expect(latents('add_noise', { latents: more }, { level: 0.3 })).rejects.toMatchObject({ code: 'too-noisy' });
    await expect(latents('add_noise', { latents: noiseOf(1) }, { level: 0.3 })).rejects.toThrow('pure noise already');
  });

  it('warns when the level adds nothing, and refuses one out of range', async () => {
    const context = fakeContext();
    await compute('add_noise', { model, latents: latentsOf(1) }, { level: 0 }, context);
    expect(context.warnings).toEqual([expect.stringContaining('no noise was added')]);
    await expect(latents('add_noise', { latents: latentsOf(1) }, { level: 2 })).rejects.toThrow('outside 0 to 1');
    await expect(latents('add_noise', { latents: latentsOf(1) }, { level: 99, unit: 'step' })).rejects.toThrow(
      'outside 0 to 20',
    );
  });

  it('refuses noise that is none', async () => {
    const wires = { latents: latentsOf(1), noise: latentsOf(2) };
    await expect(latents('add_noise', wires)).rejects.toMatchObject({ code: 'not-noise' });
  });
});

describe('schedule', () => {
  it('says plainly when a sampler cannot follow the sigmas', async () => {
    await expect(compute('schedule', { model }, { sampler: 'ddim', sigmas: 'karras' })).rejects.toThrow(/karras/);
  });
});

describe('results of Euler with churn from before its limits were those of diffusers', () => {
  it.each(['denoise', 'denoise_step', 'schedule'])('count no longer, by %s', (type) => {
    const { revision } = nodeRegistry.get(type) ?? {};
    expect(revision?.({ sampler: 'euler', churn: 2 })).toBe(1);
    expect(revision?.({ sampler: 'dpmpp_2m', churn: 2 })).toBe(0);
  });
});
