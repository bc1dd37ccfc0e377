import { describe, expect, test } from 'vitest';
import { stack, type Tensor, tensor } from '../../tensor/tensor.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { ddim } from './ddim.ts';
import { dpmpp2m } from './dpmpp2m.ts';
import { thresholded } from './limitDenoised.ts';
import type { Sampler, StepResult } from './sampler.ts';

const item = (...values: number[]) => tensor(Float32Array.from(values), [1, 1, 1, values.length]);

describe('dynamic thresholding', () => {
  const settings = (ratio: number, max: number) => ({
    thresholding: true,
    dynamic_thresholding_ratio: ratio,
    sample_max_value: max,
  });

  test('takes the quantile between neighbours, and divides by it', () => {
    const limited = thresholded(item(0, -2, 4, 1), settings(0.5, 9));
    expect(limited.data).toEqual(Float32Array.of(0, -1, 1, 1 / 1.5));
  });

  test('never limits below 1 nor above the largest sample', () => {
    expect([...thresholded(item(0.1, 0.2), settings(0.5, 9)).data]).toEqual([...item(0.1, 0.2).data]);
    expect([...thresholded(item(8, -8), settings(1, 2)).data]).toEqual([1, -1]);
  });

  test('looks at each batch item by itself', () => {
    const batch = thresholded(stack([item(2, 2), item(1, 4)]), settings(1, 9));
    expect([...batch.data]).toEqual([1, 1, 0.25, 1]);
  });
});

test('DDIM clips unless the configuration says otherwise, as diffusers', async () => {
  const denoised = async (config: object) => (await lastStep(ddim, config, 1, undefined, item(3))).denoised.data[0];
  expect(await denoised({})).toBe(1);
  expect(await denoised({ clip_sample_range: 2 })).toBe(2);
  expect(await denoised({ clip_sample: false })).toBe(3);
});

describe('DPM++ 2M falls back to first order in its last step', () => {
  const history: unknown = [{ value: item(-5), level: { sigma: 1000, signal: 0.001 } }];
  const fallsBack = async (config: object, steps: number) => {
    const [one, other] = [
      await lastStep(dpmpp2m, config, steps, undefined),
      await lastStep(dpmpp2m, config, steps, history),
    ];
    return one.x.data[0] === other.x.data[0];
  };
  const above = { final_sigmas_type: 'sigma_min' };

  test.each([
    ['that arrives at zero', { lower_order_final: false }, 20, true],
    ['of fewer than 15', above, 14, true],
    ['but not of 15 that end above zero', above, 15, false],
    ['unless told euler_at_final', { ...above, euler_at_final: true }, 15, true],
    ['nor of few without lower_order_final', { ...above, lower_order_final: false }, 4, false],
  ])('%s', async (_, config, steps, expected) => {
    expect(await fallsBack(config, steps)).toBe(expected);
  });

  test('and where the step before was at the same level', async () => {
    const schedule = dpmpp2m.schedule(parseSchedulerConfig(above), { steps: 15 });
    const same = [{ value: item(-5), level: schedule.steps[14]?.from }];
    expect((await lastStep(dpmpp2m, above, 15, same)).x).toEqual((await lastStep(dpmpp2m, above, 15, undefined)).x);
  });
});

function lastStep(
  sampler: Sampler,
  config: object,
  steps: number,
  history: unknown,
  denoised: Tensor = item(1),
): Promise<StepResult> {
  const training = parseSchedulerConfig(config);
  return sampler.step({
    x: item(0.5),
    index: steps - 1,
    schedule: sampler.schedule(training, { steps }),
    training,
    options: {},
    history,
    denoise: async () => denoised,
    noise: () => item(0),
  });
}

test('DDIM refuses an eta that is no share', async () => {
  const training = parseSchedulerConfig({});
  const step = ddim.step({
    x: item(0.5),
    index: 0,
    schedule: ddim.schedule(training, { steps: 2 }),
    training,
    options: { eta: 1.5 },
    history: undefined,
    denoise: async () => item(1),
    noise: () => item(0),
  });
  await expect(step).rejects.toThrow('eta: Too big: expected number to be <=1');
});
