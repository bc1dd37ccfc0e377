import { describe, expect, test } from 'vitest';
import { batchItem, map, stack, type Tensor } from '../tensor/tensor.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { sample } from './sample.ts';
import { euler } from './samplers/euler.ts';
import { eulerAncestral } from './samplers/eulerAncestral.ts';
import { exponentialSigmas, karrasSigmas, sigmaAtTimestep, timestepAtSigma } from './sigmas.ts';
import { initialNoise, seededStepNoise } from './stepNoise.ts';
import { conditioning, neverCancelled, testDenoiser } from './testing/recordedNetwork.ts';

const training = parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' });
const request = {
  denoiser: testDenoiser(training, { run: async (x) => map(x, (value) => Math.sin(value)) }),
  sampler: euler,
  schedule: euler.schedule(training, { steps: 5 }),
  x: initialNoise(1, [1, 4, 2, 2]),
  guidance: { positive: conditioning('a prompt'), scale: 1 },
  noise: seededStepNoise(1),
  signal: neverCancelled,
};

describe('a range of steps', () => {
  test.each([
    [-1, 3],
    [0, 6],
    [4, 3],
    [0.5, 3],
    [0, 2.5],
    [Number.NaN, 3],
  ])('from %d to %d is refused with both and the number of steps', async (first, last) => {
    await expect(sample({ ...request, first, last })).rejects.toThrow(
      `steps ${first} to ${last} do not lie within the 5 steps`,
    );
  });

  test('is told step by step, counted in the whole schedule, with where the latents stand by then', async () => {
    const told: [number, number][] = [];
    const pictures: Tensor[] = [];
    const { x, level } = await sample({
      ...request,
      first: 3,
      onStep: ({ index, level, denoised, x: reached }) => {
        told.push([index, level.sigma]);
        pictures.push(denoised, reached);
      },
    });
    expect(told).toEqual([
      [3, request.schedule.steps[4]?.from.sigma],
      [4, 0],
    ]);
    expect(pictures.at(-1)).toEqual(x);
    expect(level.sigma).toBe(0);
  });

  test('waits for whoever is told', async () => {
    const order: string[] = [];
    const onStep = async ({ index }: { index: number }) => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`told of ${index}`);
    };
    await sample({ ...request, first: 3, onStep });
    expect(order).toEqual(['told of 3', 'told of 4']);
  });
});

test('each item of a batch gets noise of its own, at each step', async () => {
  const schedule = eulerAncestral.schedule(training, { steps: 3 });
  const asked: [number, number, readonly number[]][] = [];
  const items = [initialNoise(1, [1, 4, 2, 2]), initialNoise(2, [1, 4, 2, 2])];
  const noise = (step: number, itemShape: readonly number[], item: number) => {
    asked.push([step, item, itemShape]);
    return initialNoise(100 + item, itemShape);
  };
  const both = await sample({ ...request, sampler: eulerAncestral, schedule, x: stack(items), noise });
  expect(asked.slice(0, 2)).toEqual([
    [0, 0, [1, 4, 2, 2]],
    [0, 1, [1, 4, 2, 2]],
  ]);
  const alone = await sample({
    ...request,
    sampler: eulerAncestral,
    schedule,
    x: items[1] as Tensor,
    noise: (_, itemShape) => initialNoise(101, itemShape),
  });
  expect(batchItem(both.x, 1).data).toEqual(alone.x.data);
});

describe('sigmas', () => {
  const rising = Float32Array.of(1, 2, 4, 8);

  test.each([
    [-1, 1],
    [0, 1],
    [0.5, 1.5],
    [2.25, 5],
    [3, 8],
    [9, 8],
  ])('at the timestep %d of training is %d', (timestep, sigma) => {
    expect(sigmaAtTimestep(rising, timestep)).toBeCloseTo(sigma, 12);
  });

  test.each([
    [0.1, 0],
    [1, 0],
    [Math.SQRT2, 0.5],
    [4, 2],
    [Math.sqrt(32), 2.5],
    [8, 3],
    [100, 3],
    [0, 0],
  ])('of %d belongs to the timestep %d, by its logarithm', (sigma, timestep) => {
    expect(timestepAtSigma(rising, sigma)).toBeCloseTo(timestep, 6);
  });

  test('of a table that falls at its end is counted after the last step that is not above it', () => {
    expect(timestepAtSigma(Float32Array.of(1, 2, 100, 50), 60)).toBeCloseTo(2.737, 3);
    expect(timestepAtSigma(Float32Array.of(1, 2, 100, 50), 2)).toBeCloseTo(1, 6);
  });

  test('of a network trained at one level only', () => {
    expect(timestepAtSigma(Float32Array.of(3), 7)).toBe(0);
    expect(sigmaAtTimestep(Float32Array.of(3), 7)).toBe(3);
  });

  test('are spaced evenly in their seventh root, or in their logarithm', () => {
    const karras = karrasSigmas(128, 1, 3);
    expect(karras[0]).toBeCloseTo(128, 9);
    expect(karras[1]).toBeCloseTo(1.5 ** 7, 9);
    expect(karras[2]).toBeCloseTo(1, 12);
    const exponential = exponentialSigmas(100, 1, 3);
    expect(exponential[1]).toBeCloseTo(10, 12);
  });
});
