import { describe, expect, test } from 'vitest';
import { goldenCases } from '../tensor/testing/goldens.ts';
import { betaTable, rescaleZeroTerminalSnr } from './betas.ts';
import { trainingKeys } from './discreteSchedule.ts';
import { requireDiscrete } from './noiseSchedule.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { readSettings } from './schedulerConfig.ts';

function expectRelative(actual: Float32Array, expected: Float32Array, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const errors = expected.map(
    (wanted, i) => Math.abs((actual[i] as number) - wanted) / Math.max(Math.abs(wanted), 1e-12),
  );
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}

describe.each(goldenCases('schedulers', /^betas-/))('$name', (golden) => {
  const training = requireDiscrete(parseSchedulerConfig(golden.manifest.scheduler), 'the test');

  test('has the betas of diffusers', () => {
    const config = readSettings(training.config, trainingKeys);
    const plain = betaTable(config);
    const betas = config.rescale_betas_zero_snr ? rescaleZeroTerminalSnr(plain) : plain;
    expectRelative(betas, golden.tensor('betas').data, config.rescale_betas_zero_snr ? 3e-4 : 1e-7);
  });

  test('has the cumulative products of diffusers', () => {
    // Near its zero the rescale turns one last bit of a square root, which MKL does not round correctly, into 3.8e-6.
    const tolerance = golden.manifest.scheduler.rescale_betas_zero_snr ? 5e-6 : 2e-6;
    expectRelative(training.alphasCumprod, golden.tensor('alphas_cumprod').data, tolerance);
  });

  test('has the training sigmas of diffusers', () => {
    expectRelative(training.sigmas, golden.tensor('euler_train_sigmas').data, 1e-4);
  });
});
