import { describe, expect, test } from 'vitest';
import { map, type Tensor, tensor } from '../../tensor/tensor.ts';
import type { NoiseLevel } from '../noiseLevel.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { samplerById } from './index.ts';

/** One number in k-diffusion's own coordinates, x0 + sigma n. */
type Model = (x: number, sigma: number) => number;
type Walk = (
  x: number,
  sigmas: readonly number[],
  model: Model,
  draw: (step: number, which: number) => number,
) => number;

/** What k-diffusion's get_ancestral_step gives with eta 1. */
function ancestral(from: number, to: number): [down: number, up: number] {
  const up = Math.min(to, Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2));
  return [Math.sqrt(to ** 2 - up ** 2), up];
}

/** The step of DPM-Solver++ of first order between two sigmas. */
const towards = (x: number, denoised: number, from: number, to: number) => (to / from) * x + (1 - to / from) * denoised;

const pairs = (sigmas: readonly number[]) => sigmas.slice(1).map((to, i) => [sigmas[i] as number, to] as const);

const secondOrderAncestral: Walk = (x, sigmas, model, draw) =>
  pairs(sigmas).reduce((at, [from, to], i) => {
    const denoised = model(at, from);
    const [down, up] = ancestral(from, to);
    if (down === 0) return denoised;
    const middle = Math.sqrt(from * down);
    const seen = model(towards(at, denoised, from, middle), middle);
    return towards(at, seen, from, down) + up * draw(i, 0);
  }, x);

const stochastic: Walk = (x, sigmas, model, draw) =>
  pairs(sigmas).reduce((at, [from, to], i) => {
    const denoised = model(at, from);
    if (to === 0) return denoised;
    const middle = Math.sqrt(from * to);
    const [half, halfUp] = ancestral(from, middle);
    const seen = model(towards(at, denoised, from, half) + halfUp * draw(i, 0), middle);
    const [down, up] = ancestral(from, to);
    const path = Math.sqrt(from - middle) * draw(i, 0) + Math.sqrt(middle - to) * draw(i, 1);
    return towards(at, seen, from, down) + (up * path) / Math.sqrt(from - to);
  }, x);

const throughThree: Walk = (x, sigmas, model, draw) => {
  const known: { denoised: number; h: number }[] = [];
  return pairs(sigmas).reduce((at, [from, to], i) => {
    const denoised = model(at, from);
    if (to === 0) return denoised;
    const h = Math.log(from / to);
    const [one, two] = known;
    const phi2 = Math.expm1(-2 * h) / (2 * h) + 1;
    let next = Math.exp(-2 * h) * at - Math.expm1(-2 * h) * denoised;
    if (one && two) {
      const [r0, r1] = [one.h / h, two.h / h];
      const [near, far] = [(denoised - one.denoised) / r0, (one.denoised - two.denoised) / r1];
      const bow = (near - far) / (r0 + r1);
      next += phi2 * (near + r0 * bow) - (phi2 / (2 * h) - 0.5) * bow;
    } else if (one) next += (phi2 * (denoised - one.denoised) * h) / one.h;
    known.unshift({ denoised, h });
    return next + to * Math.sqrt(-Math.expm1(-2 * h)) * draw(i, 0);
  }, x);
};

/** The same walk by one of our samplers, whose latents are scaled by the signal. */
async function walked(id: string, x: number, sigmas: readonly number[], model: Model, draw: Parameters<Walk>[3]) {
  const training = parseSchedulerConfig({ final_sigmas_type: 'sigma_min' });
  const sampler = samplerById(id);
  const schedule = sampler.schedule(training, { steps: 1, customSigmas: sigmas });
  const first = schedule.steps[0]?.from as NoiseLevel;
  let at: Tensor = one(x * first.signal);
  let history: unknown;
  for (const index of schedule.steps.keys()) {
    ({ x: at, history } = await sampler.step({
      x: at,
      index,
      schedule,
      training,
      options: {},
      history,
      denoise: async (point, { sigma, signal }) => map(point, (value) => model(value / signal, sigma)),
      noise: (which = 0) => one(draw(index, which)),
    }));
  }
  return at.data[0] as number;
}

const one = (value: number) => tensor(Float32Array.of(value), [1, 1]);

describe("k-diffusion's steps, in its own coordinates, are taken by", () => {
  const model: Model = (x, sigma) => Math.sin(x / (1 + sigma)) + 0.2 * Math.log(sigma);
  const draw = (step: number, which: number) => Math.sin(7 * step + 3 * which + 1);

  test.each([
    ['dpmpp_2s_ancestral', secondOrderAncestral],
    ['dpmpp_sde', stochastic],
    ['dpmpp_3m_sde', throughThree],
  ] as const)('%s', async (id, walk) => {
    const sigmas = [12, 8, 4.5, 2.2, 1.3, 0.6, 0.25, 0];
    expect(await walked(id, 9, sigmas, model, draw)).toBeCloseTo(walk(9, sigmas, model, draw), 4);
  });
});

test('Karras sigmas keep to their own ends, others go from sigma_max to sigma_min', () => {
  const largest = (kind: string) => {
    const training = parseSchedulerConfig({ [kind]: true, sigma_max: 50, sigma_min: 0.1 });
    return samplerById('lms').schedule(training, { steps: 5 }).steps[0]?.from.sigma;
  };
  expect(largest('use_exponential_sigmas')).toBeCloseTo(50, 4);
  expect(largest('use_karras_sigmas')).toBeGreaterThan(100);
});
