import { describe, expect, test } from 'vitest';
import { maxAbs } from '../../tensor/reduce.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { type GoldenCase, goldenCases, maxDifference } from '../../tensor/testing/goldens.ts';
import { type NoiseSchedule, parseSchedulerConfig } from '../noiseSchedule.ts';
import { denoisedFrom } from '../prediction.ts';
import { type Schedule, stepAt } from '../schedule.ts';
import { goldenSampler, goldenScale, row } from '../testing/schedulerGoldens.ts';
import type { Sampler, StepResult } from './sampler.ts';

const cases = goldenCases('schedulers', /^(DDIM|EulerDiscrete|EulerAncestralDiscrete|DPMSolverMultistep)-/);

/** Peak-relative, as the golden files ask. */
function expectClose(actual: Tensor, scale: number, expected: Tensor, where: string): void {
  const tolerance = 1e-4 * Math.max(1, maxAbs(expected.data));
  expect(maxDifference(map(actual, (value) => value / scale).data, expected.data), where).toBeLessThan(tolerance);
}

for (const golden of cases) {
  const sampler = goldenSampler(golden);
  if (!sampler) continue;
  const training = parseSchedulerConfig(golden.manifest.scheduler);

  describe(`${sampler.title} steps as diffusers does in ${golden.name}`, () => {
    for (const steps of golden.manifest.set_timesteps.num_inference_steps as number[]) {
      const schedule = sampler.schedule(training, { steps });
      test(`the levels of ${steps} steps`, () => expectLevels(golden, schedule, steps));
      if (!golden.has(`n${steps}.samples`)) continue;
      test(`${steps} steps`, () => expectSteps(golden, sampler, training, schedule));
    }
  });
}

function expectLevels(golden: GoldenCase, { steps }: Schedule, count: number): void {
  const timesteps = golden.tensor(`n${count}.timesteps`);
  const exact = golden.manifest.tensors[`n${count}.timesteps`]?.dtype === 'int64';
  expect(
    maxDifference(
      steps.map(({ timestep }) => timestep),
      timesteps.data,
    ),
  ).toBeLessThan(exact ? 1e-9 : 1e-3);
  if (!golden.has(`n${count}.sigmas`)) return;
  const sigmas = golden.tensor(`n${count}.sigmas`).data;
  for (const [i, { from, to }] of steps.entries()) {
    expectRelative(from.sigma, sigmas[i] as number, `sigma ${i}`);
    expectRelative(to.sigma, sigmas[i + 1] as number, `sigma ${i + 1}`);
  }
}

function expectRelative(actual: number, expected: number, what: string): void {
  expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(1e-4 * expected);
}

async function expectSteps(
  golden: GoldenCase,
  sampler: Sampler,
  training: NoiseSchedule,
  schedule: Schedule,
): Promise<void> {
  const count = schedule.steps.length;
  const prefix = `n${count}`;
  let x = map(golden.tensor('unit_noise'), (value) => value * schedule.initialScale);
  let history: StepResult['history'];
  for (let index = 0; index < count; index++) {
    const { from, to } = stepAt(schedule, index);
    expectClose(x, 1, row(golden.tensor(`${prefix}.scaled_inputs`), index), `input of step ${index}`);
    const result = await sampler.step({
      x,
      index,
      schedule,
      training,
      history,
      options: golden.manifest.step_kwargs,
      denoise: async (at, level) =>
        denoisedFrom(row(golden.tensor('model_outputs'), index), at, level, training.predictionType),
      noise: () => row(golden.tensor(`${prefix}.step_noise`), index),
    });
    expectClose(
      result.x,
      goldenScale(sampler, to),
      row(golden.tensor(`${prefix}.samples`), index),
      `after step ${index}`,
    );
    expect(from.sigma).toBeGreaterThanOrEqual(to.sigma);
    x = result.x;
    history = result.history;
  }
}
