import { describe, expect, test } from 'vitest';
import { map, type Tensor } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { noiseRate } from '../noiseLevel.ts';
import type { NoiseSchedule } from '../noiseSchedule.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { sample } from '../sample.ts';
import type { Schedule } from '../schedule.ts';
import { initialNoise, seededStepNoise } from '../stepNoise.ts';
import { perfectDenoiser } from '../testing/gaussian.ts';
import { conditioning, neverCancelled } from '../testing/recordedNetwork.ts';
import { samplerById } from './index.ts';
import type { Sampler } from './sampler.ts';

const table = parseSchedulerConfig({});
const flow = parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 });
const guidance = { positive: conditioning('a prompt'), scale: 1 };
const ipndm = samplerById('ipndm');

async function walked(sampler: Sampler, training: NoiseSchedule, options: Readonly<Record<string, unknown>> = {}) {
  const schedule = sampler.schedule(training, { steps: 7, options });
  const start = map(initialNoise(3, [1, 1, 1, 16]), (value) => value * schedule.initialScale);
  const { x } = await sample({
    denoiser: perfectDenoiser(training),
    sampler,
    schedule,
    x: start,
    guidance,
    noise: seededStepNoise(3),
    signal: neverCancelled,
  });
  return { schedule, start, x };
}

/** ComfyUI's sample_ipndm, in its own coordinates: x0 + sigma n, or those of flow matching. */
async function comfyui(training: NoiseSchedule, { steps }: Schedule, start: Tensor): Promise<Tensor> {
  const weights = [[1], [3 / 2, -1 / 2], [23 / 12, -16 / 12, 5 / 12], [55 / 24, -59 / 24, 37 / 24, -9 / 24]];
  const isFlow = training.kind === 'flow';
  const scale = (signal: number) => (isFlow ? 1 : signal);
  const slopes: Tensor[] = [];
  let x = map(start, (value) => value / scale(steps[0]?.from.signal ?? 1));
  for (const { from, to, timestep } of steps) {
    const given = map(x, (value) => value * scale(from.signal));
    const { denoised } = await perfectDenoiser(training).denoise(given, from, timestep, guidance, neverCancelled);
    const [now, next] = isFlow ? [noiseRate(from), noiseRate(to)] : [from.sigma, to.sigma];
    slopes.unshift(map(x, (value, i) => (value - (denoised.data[i] as number)) / now));
    const row = weights[Math.min(slopes.length, 4) - 1] as number[];
    const slope = (i: number) => row.reduce((sum, weight, k) => sum + weight * (slopes[k]?.data[i] as number), 0);
    x = next === 0 ? denoised : map(x, (value, i) => value + (next - now) * slope(i));
  }
  return x;
}

describe("iPNDM takes ComfyUI's steps", () => {
  test.each([
    ['over sigma', table],
    ['over the time of flow matching', flow],
  ])('%s', async (_, training) => {
    const { schedule, start, x } = await walked(ipndm, training);
    const expected = await comfyui(training, schedule, start);
    expect(maxDifference(x.data, expected.data)).toBeLessThan(1e-5);
  });

  test('and those of Euler where it remembers nothing, which are not its own', async () => {
    const euler = await walked(samplerById('euler'), table);
    expect(maxDifference((await walked(ipndm, table, { ipndm_order: 1 })).x.data, euler.x.data)).toBeLessThan(1e-5);
    expect(maxDifference((await walked(ipndm, table)).x.data, euler.x.data)).toBeGreaterThan(1e-3);
  });
});
