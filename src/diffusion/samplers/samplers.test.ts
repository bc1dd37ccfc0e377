import { describe, expect, test } from 'vitest';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { type GoldenCase, goldenCases, maxDifference } from '../../tensor/testing/goldens.ts';
import { expectParity, peakError } from '../../tensor/testing/parity.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { denoisedFrom } from '../prediction.ts';
import type { Schedule, ScheduleStep } from '../schedule.ts';
import { goldenOptions, goldenSampler, goldenScale, recordedTraining, row } from '../testing/schedulerGoldens.ts';
import type { Sampler, StepResult } from './sampler.ts';

/** Peak-relative, as the golden files ask. */
function expectClose(golden: GoldenCase, actual: Tensor, scale: number, expected: Tensor, where: string): void {
  const error = peakError(map(actual, (value) => value / scale).data, expected.data);
  expectParity(golden, { sampler: goldenSampler(golden).title, error, tolerance: 1e-4 }, where);
}

for (const golden of goldenCases('schedulers', /^(?!betas|DDIMInverse)/)) {
  const sampler = goldenSampler(golden);
  const training = recordedTraining(golden);

  describe(`${sampler.title} steps as diffusers does in ${golden.name}`, () => {
    for (const steps of golden.manifest.set_timesteps.num_inference_steps) {
      const refused = golden.manifest.info?.[`n${steps}`];
      if (refused !== undefined) {
        test(`no numbers of diffusers for ${steps} steps`, () => expect(refused).toMatch(/diffusers/));
        continue;
      }
      const schedule = sampler.schedule(training, { steps });
      test(`the levels of ${steps} steps`, () => expectLevels(golden, schedule, training, steps));
      if (!golden.has(`n${steps}.samples`)) continue;
      test(`${steps} steps`, () => expectSteps(golden, sampler, training, schedule, steps));
    }
  });
}

/** Of those that the recording says: schedulers that ask the network twice in a step list levels in between. */
function expectLevels(golden: GoldenCase, { steps }: Schedule, training: NoiseSchedule, count: number): void {
  if (!golden.has(`n${count}.sigmas`)) return;
  const sigmas = golden.tensor(`n${count}.sigmas`).data;
  const visited = [...steps.map(({ from }) => from), (steps.at(-1) as ScheduleStep).to];
  const distinct = [...sigmas].filter((sigma, i) => i === 0 || sigma !== sigmas[i - 1]);
  if (distinct.length !== visited.length) return;
  for (const [i, level] of visited.entries()) {
    expectRelative(recordedSigma(level, training), distinct[i] as number, `sigma ${i}`);
  }
}

/** Flow matching counts times where other schedulers count noise over signal, and Mochi's from the other end. */
function recordedSigma(level: NoiseLevel, { predictionType, kind }: NoiseSchedule): number {
  if (kind === 'discrete') return level.sigma;
  return predictionType === 'reversed_flow' ? 1 - noiseRate(level) : noiseRate(level);
}

function expectRelative(actual: number, expected: number, what: string): void {
  expect(Math.abs(actual - expected), what).toBeLessThanOrEqual(1e-4 * expected);
}

/** Row i of the recorded outputs answers the i-th call of the network; what is recorded after a step's last call is compared. */
async function expectSteps(
  golden: GoldenCase,
  sampler: Sampler,
  training: NoiseSchedule,
  schedule: Schedule,
  count: number,
): Promise<void> {
  const prefix = `n${count}`;
  const told: number[] = [];
  let draws = 0;
  let x = map(golden.tensor('unit_noise'), (value) => value * schedule.initialScale);
  let history: StepResult['history'];
  for (const [index, { from, to }] of schedule.steps.entries()) {
    if (golden.has(`${prefix}.scaled_inputs`) && schedule.steps.length > 1) {
      expectClose(golden, x, 1, row(golden.tensor(`${prefix}.scaled_inputs`), told.length), `input of step ${index}`);
    }
    const drawn = new Map<number, Tensor>();
    const result = await sampler.step({
      x,
      index,
      schedule,
      training,
      history,
      options: goldenOptions(golden.manifest.step_kwargs),
      denoise: async (at, level, timestep) => {
        told.push(timestep);
        const output = row(golden.tensor('model_outputs'), told.length - 1);
        return denoisedFrom(output, at, level, training.predictionType);
      },
      noise: (draw = 0) => {
        const known = drawn.get(draw) ?? row(golden.tensor(`${prefix}.step_noise`), draws++);
        drawn.set(draw, known);
        return known;
      },
    });
    const samples = golden.tensor(`${prefix}.samples`);
    expectClose(golden, result.x, goldenScale(golden, to), row(samples, told.length - 1), `after step ${index}`);
    expect(from.sigma).toBeGreaterThanOrEqual(to.sigma);
    x = result.x;
    history = result.history;
  }
  expectTimesteps(golden, `${prefix}.timesteps`, told);
}

function expectTimesteps(golden: GoldenCase, name: string, told: readonly number[]): void {
  const exact = golden.manifest.tensors[name]?.dtype === 'int64';
  expect(maxDifference(told, golden.tensor(name).data)).toBeLessThan(exact ? 1e-9 : 1e-3);
}
