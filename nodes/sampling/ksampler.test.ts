import { describe, expect, it } from 'vitest';
import type { Latents } from '../../src/graph/values.ts';
import { TorchGenerator } from '../../src/tensor/random.ts';
import { map, type Tensor } from '../../src/tensor/tensor.ts';
import { compute } from '../testing/compute.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { conditioningOf, fakeDenoiser } from '../testing/fakeModel.ts';
import { latentsOf, noiseOf } from '../testing/values.ts';

/** 999 training steps divide by three, so that no level lies half way between two of training. */
const fourSteps = { steps: 4, cfg: 2, scheduler: 'normal', sampler: 'euler', seed: 11 } as const;
const wires = { model: fakeDenoiser, conditioning: conditioningOf('a cat') };

async function sampled(latents: Latents, parameters: object, context = fakeContext()): Promise<Latents> {
  return (await compute('ksampler', { ...wires, latents }, { ...fourSteps, ...parameters }, context))
    .latents as Latents;
}

const training = fakeDenoiser.training;
const tableSigmas = training.kind === 'discrete' ? training.sigmas : new Float32Array();
const atIndex = (index: number) => {
  const low = Math.floor(index);
  const [a, b] = [tableSigmas[low] as number, tableSigmas[Math.min(low + 1, 999)] as number];
  return Math.exp(Math.log(a) + (index - low) * (Math.log(b) - Math.log(a)));
};
const normalSigmas = (steps: number) => [
  ...Array.from({ length: steps }, (_, i) => atIndex(999 - (999 * i) / (steps - 1))),
  0,
];
const nearestIndex = (sigma: number) => {
  const distances = Array.from(tableSigmas, (each) => Math.abs(Math.log(each) - Math.log(sigma)));
  return distances.indexOf(Math.min(...distances));
};

/** What the network believes of a point in k-diffusion's coordinates. */
function believed(x: Tensor, sigma: number): Promise<Tensor> {
  const signal = 1 / Math.hypot(1, sigma);
  const guidance = { positive: wires.conditioning, scale: fourSteps.cfg };
  const level = { sigma, signal };
  const scaled = map(x, (value) => value * signal);
  return fakeDenoiser
    .denoise(scaled, level, nearestIndex(sigma), guidance, fakeContext().signal)
    .then(({ denoised }) => denoised);
}

/** Euler as k-diffusion writes it, in its coordinates. */
async function eulerOver(sigmas: readonly number[], start: Tensor): Promise<Tensor> {
  let x = start;
  for (const [index, sigma] of sigmas.slice(0, -1).entries()) {
    const denoised = await believed(x, sigma);
    const next = sigmas[index + 1] as number;
    x = map(x, (value, i) => value + ((value - (denoised.data[i] as number)) / sigma) * (next - sigma));
  }
  return x;
}

/** iPNDM as ComfyUI's sample_ipndm writes it: Adams and Bashforth's weights of even steps; at most four slopes, the newest first. */
async function ipndmOver(sigmas: readonly number[], start: Tensor): Promise<Tensor> {
  const weights = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]];
  const slopes: Tensor[] = [];
  let x = start;
  for (const [index, sigma] of sigmas.slice(0, -1).entries()) {
    const denoised = await believed(x, sigma);
    const next = sigmas[index + 1] as number;
    slopes.unshift(map(x, (value, i) => (value - (denoised.data[i] as number)) / sigma));
    const row = weights[Math.min(slopes.length, 4) - 1] as number[];
    const slope = (i: number) => row.reduce((sum, weight, k) => sum + weight * (slopes[k]?.data[i] as number), 0);
    x = next === 0 ? denoised : map(x, (value, i) => value + slope(i) * (next - sigma));
  }
  return x;
}

function expectClose(actual: Tensor, expected: Tensor): void {
  expect(actual.shape).toEqual(expected.shape);
  for (const [index, value] of actual.data.entries()) expect(value).toBeCloseTo(expected.data[index] as number, 4);
}

const plus = (a: Tensor, factor: number, b: Tensor) =>
  map(a, (value, index) => value + factor * (b.data[index] as number));
const noise = (count = 1) => new TorchGenerator(fourSteps.seed).randn([count, 4, 2, 2]);
const empty = (count = 1): Latents => ({
  ...latentsOf(0),
  tensor: { data: new Float32Array(16 * count), shape: [count, 4, 2, 2] },
});

describe('KSampler', () => {
  it('starts empty latents from noise of the length that ComfyUI gives it', async () => {
    const sigmas = normalSigmas(4);
    const start = map(noise(), (value) => value * Math.hypot(1, sigmas[0] as number));
    expectClose((await sampled(empty(), {})).tensor, await eulerOver(sigmas, start));
  });

  it("takes the steps of ComfyUI's iPNDM", async () => {
    const sigmas = normalSigmas(10);
    const start = map(noise(), (value) => value * Math.hypot(1, sigmas[0] as number));
    const { tensor } = await sampled(empty(), { steps: 10, sampler: 'ipndm' });
    expectClose(tensor, await ipndmOver(sigmas, start));
  });

  it('draws the noise of a batch at once', async () => {
    const sigmas = normalSigmas(4);
    const start = map(noise(2), (value) => value * Math.hypot(1, sigmas[0] as number));
    expectClose((await sampled(empty(2), {})).tensor, await eulerOver(sigmas, start));
  });

  it('repaints a picture with the last steps of a longer schedule', async () => {
    const picture = latentsOf(3);
    const sigmas = normalSigmas(8).slice(-5);
    const start = plus(picture.tensor, sigmas[0] as number, noise());
    expectClose((await sampled(picture, { denoise: 0.5 })).tensor, await eulerOver(sigmas, start));
  });

  it('passes on what one stage leaves to the next, and gives the whole in two', async () => {
    const half = await sampled(empty(), { range: 'steps', end_at: 2, leftover_noise: true });
    expect(half.level.sigma).toBeCloseTo(normalSigmas(4)[2] as number, 4);
    const rest = await sampled(half, { range: 'steps', start_at: 2, add_noise: false });
    expectClose(rest.tensor, (await sampled(empty(), {})).tensor);
    expect(rest.level.sigma).toBe(0);
  });

  it('takes clean latents as they are where no noise is to be added', async () => {
    const picture = latentsOf(3);
    const sigmas = normalSigmas(4).slice(3);
    const unnoised = await sampled(picture, { range: 'steps', start_at: 3, add_noise: false });
    expectClose(unnoised.tensor, await eulerOver(sigmas, picture.tensor));
  });

  it('gives the noise of the next seed to the steps of ancestral samplers', async () => {
    const sigmas = normalSigmas(4);
    const generator = new TorchGenerator(fourSteps.seed + 1);
    let x = map(noise(), (value) => value * Math.hypot(1, sigmas[0] as number));
    for (const [index, sigma] of sigmas.slice(0, -1).entries()) {
      const next = sigmas[index + 1] as number;
      const up = Math.min(next, Math.sqrt((next ** 2 * (sigma ** 2 - next ** 2)) / sigma ** 2));
      const down = Math.sqrt(next ** 2 - up ** 2);
      x = await eulerOver([sigma, down], x);
      if (next > 0) x = plus(x, up, generator.randn([1, 4, 2, 2]));
    }
    expectClose((await sampled(empty(), { sampler: 'euler_ancestral' })).tensor, x);
  });

  it('leaves the latents alone at denoise 0', async () => {
    const picture = latentsOf(3);
    expect(await sampled(picture, { denoise: 0 })).toEqual(picture);
  });

  it('refuses a denoise so small that its schedule would fill the memory', async () => {
    await expect(sampled(latentsOf(3), { denoise: 1e-9 })).rejects.toMatchObject({
      code: 'invalid-value',
      message: expect.stringContaining('more than 100,000 steps'),
    });
  });

  it('refuses pure noise, and a range without steps', async () => {
    await expect(sampled(noiseOf(1), {})).rejects.toMatchObject({ code: 'not-clean' });
    await expect(sampled(empty(), { range: 'steps', start_at: 3, end_at: 3 })).rejects.toMatchObject({
      code: 'invalid-step',
    });
  });

  it.each([
    ['steps', '"steps" is 1.5, which is no whole number from 1 up.'],
    ['start_at', '"start at" is 1.5, which is no whole number from 0 up.'],
    ['end_at', '"end at" is 1.5, which is no whole number from 0 up.'],
  ])('refuses a %s of 1.5 from a wire', async (port, message) => {
    const inputs = { ...wires, latents: empty(), [port]: 1.5 };
    await expect(compute('ksampler', inputs, { ...fourSteps, range: 'steps' })).rejects.toMatchObject({
      place: { port },
      message: expect.stringContaining(message),
    });
  });

  it('looks at the ends of a range only where one is run', async () => {
    const inputs = { ...wires, latents: empty(), start_at: 1.5, end_at: -1 };
    const { latents } = await compute('ksampler', inputs, fourSteps);
    expect((latents as Latents).tensor).toEqual((await sampled(empty(), {})).tensor);
  });

  it('says where the noise of ComfyUI is another', async () => {
    const context = fakeContext();
    await sampled(empty(), { sampler: 'dpmpp_2m_sde' }, context);
    expect(context.warnings[0]).toContain('DPM++ 2M SDE draws the noise of its steps otherwise than ComfyUI');
  });
});

describe('KSampler in the way of A1111', () => {
  it('starts from noise times sigma, and repaints with one step more than the strength says', async () => {
    const sigmas = normalSigmas(4);
    const start = map(noise(), (value) => value * (sigmas[0] as number));
    expectClose((await sampled(empty(), { program: 'a1111' })).tensor, await eulerOver(sigmas, start));
    const picture = latentsOf(3);
    const last = sigmas.slice(-4);
    const noised = plus(picture.tensor, last[0] as number, noise());
    const repainted = await sampled(picture, { program: 'a1111', denoise: 0.5 });
    expectClose(repainted.tensor, await eulerOver(last, noised));
  });
});

describe('empty latents', () => {
  const sized = (inputs: object) => compute('empty_latents', { model: fakeDenoiser, ...inputs });

  it('take size and count from wires', async () => {
    const { latents } = await sized({ width: 32, height: 16, count: 3 });
    expect((latents as Latents).tensor.shape).toEqual([3, 4, 2, 4]);
  });

  it.each([
    [{ width: 30 }, 'width', 'not a multiple of 8 px'],
    [{ height: -8 }, 'height', 'none that can be made'],
    [{ height: 1e9 }, 'height', 'none that can be made'],
    [{ width: Number.NaN }, 'width', 'not a finite number'],
    [{ count: 2.5 }, 'count', '2.5 pictures cannot be made at once.'],
  ])('refuse %o', async (inputs, port, message) => {
    await expect(sized(inputs)).rejects.toMatchObject({ place: { port }, message: expect.stringContaining(message) });
  });
});
