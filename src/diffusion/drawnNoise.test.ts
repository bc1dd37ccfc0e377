import { describe, expect, test } from 'vitest';
import { TorchGenerator } from '../tensor/random.ts';
import { batchItem, type Tensor } from '../tensor/tensor.ts';
import { goldenCases, maxDifference } from '../tensor/testing/goldens.ts';
import { afterNoise, drawnBefore, drawsBefore, noiseAfter, noiseTogether, pictureDraw } from './drawnNoise.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { euler } from './samplers/euler.ts';
import { seedDraw } from './stepNoise.ts';
import { firstStepOf, goldenSampler, row } from './testing/schedulerGoldens.ts';

const close = (actual: Tensor, expected: Tensor) =>
  expect(maxDifference(actual.data, expected.data)).toBeLessThan(3e-6);

describe('a picture that is noised in the order of diffusers has, from its seed alone,', () => {
  for (const golden of goldenCases('sd15-tiny', /^img2img-/)) {
    const { seed } = golden.manifest.call;
    test(`the draws of ${golden.name}`, () => {
      const noise = golden.tensor('noise');
      close(seedDraw(seed, 0, noise.shape), golden.tensor('vae_noise'));
      close(seedDraw(seed, pictureDraw('diffusers'), noise.shape), noise);
      if (!golden.has('step_noise')) return;
      const first = firstStepOf(golden, parseSchedulerConfig(golden.manifest.scheduler));
      const { draws } = goldenSampler(golden);
      const steps = noiseAfter(drawnBefore('diffusers', first, 1), () => seed, first * draws);
      const drawn = golden.tensor('step_noise');
      for (let i = 0; i < (drawn.shape[0] ?? 0); i++) close(steps(first * draws + i, noise.shape, 0), row(drawn, i));
    });
  }
});

describe('several pictures of one seed', () => {
  const batches = goldenCases('sd15-tiny', /^txt2img-/).filter(
    ({ manifest: { call }, has, tensor }) =>
      typeof call.seed === 'number' && has('initial_noise') && (tensor('initial_noise').shape[0] ?? 1) > 1,
  );
  test.each(batches)('are drawn as one tensor, as in $name', (golden) => {
    const { seed } = golden.manifest.call;
    const initial = golden.tensor('initial_noise');
    const [count = 1, ...item] = initial.shape;
    close(noiseTogether(seed, 0, count, [1, ...item]), initial);
    if (!golden.has('step_noise')) return;
    const steps = noiseAfter({ ...afterNoise, together: count }, () => seed, 0);
    const drawn = row(golden.tensor('step_noise'), 0);
    for (let i = 0; i < count; i++) close(steps(0, [1, ...item], i), batchItem(drawn, i));
  });
});

const shape = [1, 4, 4, 4];
const draws = (seed: number, count: number) => {
  const generator = new TorchGenerator(seed);
  return Array.from({ length: count }, () => generator.randn(shape));
};

describe('the first step after a picture was noised at step 3 of a sampler with two draws a step', () => {
  const firstOf = (order: Parameters<typeof drawnBefore>[0]) => {
    const drawn = drawnBefore(order, 3, 1);
    return noiseAfter(drawn, () => 7, 2 * drawn.since)(6, shape, 0);
  };

  test('has the third draw of the seed in diffusers, after posterior and noise', () => {
    expect(firstOf('diffusers')).toEqual(draws(7, 3)[2]);
  });
  test('has the second in A1111, after the noise', () => {
    expect(firstOf('a1111')).toEqual(draws(7, 2)[1]);
  });
  test('has the first of the next seed in ComfyUI', () => {
    expect(firstOf('comfyui')).toEqual(draws(8, 1)[0]);
  });
  test('has the draw that it always has, step by step', () => {
    expect(firstOf('by_step')).toEqual(draws(7, 8)[7]);
  });
});

describe('where churn begins at the third step, the draws of the fourth', () => {
  const training = parseSchedulerConfig({});
  const third = euler.schedule(training, { steps: 8 }).steps[2]?.from.sigma;
  const schedule = euler.schedule(training, { steps: 8, options: { churn: 2, churn_to: third } });
  const before = (order: Parameters<typeof drawnBefore>[0]) =>
    drawsBefore(drawnBefore(order, 0, 1), euler, schedule, 3);

  test('follow that of the third in the order of other programs', () => {
    expect((['diffusers', 'a1111', 'comfyui'] as const).map(before)).toEqual([1, 1, 1]);
    expect(drawsBefore(afterNoise, euler, schedule, 3)).toBe(1);
  });
  test('are the fourth step by step, as they are without limits', () => {
    expect(before('by_step')).toBe(3);
  });
});
