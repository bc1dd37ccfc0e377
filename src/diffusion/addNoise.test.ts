import { describe, expect, test } from 'vitest';
import { maxAbs, variance } from '../tensor/reduce.ts';
import { map, type Tensor, tensor } from '../tensor/tensor.ts';
import { goldenCases, maxDifference } from '../tensor/testing/goldens.ts';
import { addNoise } from './addNoise.ts';
import { CLEAN, type NoiseLevel, noiseRate, variancePreserving } from './noiseLevel.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { initialNoise } from './stepNoise.ts';
import {
  firstStepOf,
  goldenRequest,
  goldenSampler,
  goldenScale,
  recordedTraining,
  row,
} from './testing/schedulerGoldens.ts';
import { decoderInput } from './vaeLatents.ts';

const asItem = (value: Tensor) => tensor(value.data, [1, ...value.shape]);

describe('adds the noise that diffusers adds', () => {
  // With inverted sigmas diffusers noises from the wrong end, which its only pipeline of the kind never does.
  for (const golden of goldenCases('schedulers', /^(?!betas|DDIMInverse|FlowMatchEulerDiscrete-invert)/)) {
    const sampler = goldenSampler(golden);
    if (!golden.has('noised.result')) continue;
    test(golden.name, () => {
      const { steps } = sampler.schedule(recordedTraining(golden), { steps: 8 });
      const levels = [...golden.tensor('noised.timesteps').data].map(
        (timestep) => steps.find((step) => Math.abs(step.timestep - timestep) < 1e-3)?.from,
      );
      expect(levels.some((level) => level !== undefined)).toBe(true);
      for (const [i, level] of levels.entries()) {
        // KDPM2 lists timesteps in the middle of steps, too, where no picture is noised to.
        if (!level) continue;
        const clean = asItem(row(golden.tensor('noised.samples'), i));
        const noised = addNoise(clean, asItem(row(golden.tensor('noised.noise'), i)), level);
        const expected = row(golden.tensor('noised.result'), i).data;
        const comparable = map(noised, (value) => value / goldenScale(golden, level)).data;
        expect(maxDifference(comparable, expected)).toBeLessThan(1e-4 * Math.max(1, maxAbs(expected)));
      }
    });
  }
});

describe('image to image starts where diffusers starts', () => {
  for (const golden of goldenCases('sd15-tiny', /^img2img-/)) {
    const sampler = goldenSampler(golden);
    test(golden.name, () => {
      const training = parseSchedulerConfig(golden.manifest.scheduler);
      const { steps } = sampler.schedule(training, goldenRequest(golden));
      const level = steps[firstStepOf(golden, training)]?.from as NoiseLevel;
      const noised = addNoise(
        imageLatents(golden.tensor('latent_parameters'), golden.tensor('vae_noise')),
        golden.tensor('noise'),
        level,
      );
      const comparable = map(noised, (value) => value / goldenScale(golden, level)).data;
      expect(maxDifference(comparable, golden.tensor('first_sample').data)).toBeLessThan(1e-4);
    });
  }
});

function imageLatents({ data }: Tensor, noise: Tensor): Tensor {
  const half = data.length / 2;
  return map(noise, (value, i) => ((data[i] as number) + Math.exp((data[i + half] as number) / 2) * value) * 0.18215);
}

describe('from one noised level to a noisier one', () => {
  const shape = [1, 4, 64, 64];
  const low = variancePreserving(0.5);
  const high = variancePreserving(3);

  test('only the missing noise is added', () => {
    const silent = { data: new Float32Array(4 * 64 * 64), shape };
    const noised = addNoise(addNoise(silent, initialNoise(1, shape), low), initialNoise(2, shape), high, low);
    expect(Math.sqrt(variance(noised.data))).toBeCloseTo(noiseRate(high), 2);
  });

  test('nothing is added between equal levels, and down is refused', () => {
    const latents = initialNoise(1, shape);
    expect(addNoise(latents, latents, low, low)).toBe(latents);
    expect(() => addNoise(latents, latents, CLEAN, low)).toThrow(
      'cannot bring latents from σ 0.50 down to clean: denoise',
    );
  });
});

test('decoding takes the scaling back', () => {
  const latents = initialNoise(1, [1, 4, 2, 2]);
  const flux = { scale: 0.3611, shift: 0.1159 };
  expect(decoderInput(latents, flux).data[0]).toBeCloseTo((latents.data[0] as number) / 0.3611 + 0.1159, 6);
});
