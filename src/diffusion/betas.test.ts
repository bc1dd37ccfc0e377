import { describe, expect, test } from 'vitest';
import { goldenCases } from '../tensor/testing/goldens.ts';
import { expectParity } from '../tensor/testing/parity.ts';
import { betaTable, rescaleZeroTerminalSnr } from './betas.ts';
import { trainingKeys } from './discreteSchedule.ts';
import { requireDiscrete } from './noiseSchedule.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { readSettings } from './schedulerConfig.ts';

/** Largest error relative to each number. */
function relativeError(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  const errors = expected.map(
    (wanted, i) => Math.abs((actual[i] as number) - wanted) / Math.max(Math.abs(wanted), 1e-12),
  );
  return Math.max(...errors);
}

describe.each(goldenCases('schedulers', /^betas-/))('$name', (golden) => {
  const training = requireDiscrete(parseSchedulerConfig(golden.manifest.scheduler), 'the test');

  test('has the betas of diffusers', () => {
    const config = readSettings(training.config, trainingKeys);
    const plain = betaTable(config);
    const betas = config.rescale_betas_zero_snr ? rescaleZeroTerminalSnr(plain) : plain;
    const tolerance = config.rescale_betas_zero_snr ? 3e-4 : 1e-7;
    expectParity(golden, { error: relativeError(betas, golden.tensor('betas').data), tolerance });
  });

  test('has the cumulative products of diffusers', () => {
    // Near its zero the rescale turns one last bit of a square root, which MKL does not round correctly, into 3.8e-6.
    const tolerance = golden.manifest.scheduler.rescale_betas_zero_snr ? 5e-6 : 2e-6;
    const error = relativeError(training.alphasCumprod, golden.tensor('alphas_cumprod').data);
    expectParity(golden, { error, tolerance });
  });

  test('has the training sigmas of diffusers', () => {
    const error = relativeError(training.sigmas, golden.tensor('euler_train_sigmas').data);
    expectParity(golden, { error, tolerance: 1e-4 });
  });
});

describe('schedules that few models have, against their formulas in Python', () => {
  test.each([
    ['sigmoid', [0.9998507948, 0.9027989162, 0.3019310566, 0.005622918576, 3.968181991e-5]],
    ['laplace', [0.9788462428, 0.7654326237, 0.7074601578, 0.6435381595, 0.0316227766]],
    ['exp', [0.9880717129, 0.04919319392, 0.002478752177, 0.0001219377365, 6.144212353e-6]],
  ])('%s', (beta_schedule, expected) => {
    const { alphasCumprod } = requireDiscrete(parseSchedulerConfig({ beta_schedule }), 'the test');
    const places = Float32Array.from([0, 250, 499, 750, 999], (index) => alphasCumprod[index] as number);
    expect(relativeError(places, Float32Array.from(expected))).toBeLessThan(5e-5);
  });
});
