import { describe, expect, test } from 'vitest';
import { norm, variance } from '../../tensor/reduce.ts';
import { batchItem, map, stack, type Tensor } from '../../tensor/tensor.ts';
import { maxDifference } from '../../tensor/testing/goldens.ts';
import { weightedSum } from '../../tensor/weightedSum.ts';
import type { Network } from '../denoiser.ts';
import { PURE_NOISE, variancePreserving } from '../noiseLevel.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { sample } from '../sample.ts';
import { euler } from '../samplers/euler.ts';
import { initialNoise, seededStepNoise } from '../stepNoise.ts';
import { conditioning, neverCancelled, testDenoiser } from '../testing/recordedNetwork.ts';
import { classifierFree, type Predictions } from './classifierFree.ts';
import { actsAt, intervalBetween } from './interval.ts';
import { projectedGuidance } from './projected.ts';
import { rescaled } from './rescale.ts';
import type { GuidanceStyle, Projection } from './style.ts';
import { withGuidance } from './withGuidance.ts';

const shape = [1, 4, 4, 4];
const predictions: Predictions = { unconditional: initialNoise(1, shape), conditional: initialNoise(2, shape) };
const difference = weightedSum([
  [1, predictions.conditional],
  [-1, predictions.unconditional],
]);
const plain: Projection = { parallel: 1, limit: 0, momentum: 0 };

function dot(a: Tensor, b: Tensor): number {
  return a.data.reduce((sum, value, i) => sum + value * (b.data[i] ?? 0), 0);
}

/** What guidance added to the conditional guess, per unit of scale - 1. */
function added(projection: Projection, scale = 5, before?: Tensor): Tensor {
  const { denoised } = projectedGuidance(predictions, scale, projection, before);
  return weightedSum([
    [1 / (scale - 1), denoised],
    [-1 / (scale - 1), predictions.conditional],
  ]);
}

describe('rescale', () => {
  const strong = classifierFree(predictions, 9);

  test('with phi 1 gives the guided prediction the spread of the conditional one', () => {
    const { data } = rescaled(strong, predictions.conditional, 1);
    expect(variance(data)).toBeCloseTo(variance(predictions.conditional.data), 5);
  });

  test('with phi between mixes in proportion', () => {
    const whole = rescaled(strong, predictions.conditional, 1);
    const mixed = weightedSum([
      [0.7, whole],
      [0.3, strong],
    ]);
    expect(maxDifference(rescaled(strong, predictions.conditional, 0.7).data, mixed.data)).toBeLessThan(1e-5);
  });

  test('with phi 0, and for a flat prediction, changes nothing', () => {
    const flat = map(strong, () => 0.5);
    expect(rescaled(strong, predictions.conditional, 0)).toBe(strong);
    expect(rescaled(flat, predictions.conditional, 1)).toBe(flat);
  });
});

describe('projected guidance', () => {
  test('that keeps everything is classifier-free guidance', () => {
    const { denoised } = projectedGuidance(predictions, 7, plain);
    expect(maxDifference(denoised.data, classifierFree(predictions, 7).data)).toBeLessThan(1e-5);
  });

  test('without the parallel part adds nothing along the conditional guess', () => {
    expect(Math.abs(dot(added({ ...plain, parallel: 0 }), predictions.conditional))).toBeLessThan(1e-4);
  });

  test('keeps the given share of the parallel part', () => {
    const along = (parallel: number) => dot(added({ ...plain, parallel }), predictions.conditional);
    expect(along(0.25)).toBeCloseTo(0.25 * along(1), 4);
  });

  test('cuts the difference to the limit, and leaves a shorter one alone', () => {
    expect(norm(added({ ...plain, limit: 2 }).data)).toBeCloseTo(2, 4);
    expect(norm(added({ ...plain, limit: 1000 }).data)).toBeCloseTo(norm(difference.data), 4);
  });

  test('with momentum adds its share of the running difference, and hands the sum on', () => {
    const before = initialNoise(3, shape);
    const sum = weightedSum([
      [1, difference],
      [-0.5, before],
    ]);
    const projection = { ...plain, momentum: -0.5 };
    const handedOn = projectedGuidance(predictions, 5, projection, before).difference;
    expect(maxDifference(handedOn.data, sum.data)).toBeLessThan(1e-6);
    expect(maxDifference(added(projection, 5, before).data, sum.data)).toBeLessThan(1e-5);
  });

  test('of a conditional guess of zero is finite', () => {
    const zero = { ...predictions, conditional: map(predictions.conditional, () => 0) };
    expect(projectedGuidance(zero, 5, { ...plain, parallel: 0 }).denoised.data.every(Number.isFinite)).toBe(true);
  });
});

const training = parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' });

/** Its answer depends on the point, the timestep and the prompt. */
const wavyNetwork: Network = {
  run: async (x, timestep, { hidden = x }) =>
    stack(
      Array.from({ length: x.shape[0] ?? 0 }, (_, index) => {
        const prompt = batchItem(hidden, index).data[0] ?? 0;
        return map(batchItem(x, index), (value) => Math.sin(value + timestep / 300 + prompt));
      }),
    ),
};

function run(style: GuidanceStyle, scale = 5, x = initialNoise(7, shape), range: Record<string, unknown> = {}) {
  const schedule = euler.schedule(training, { steps: 6 });
  return sample({
    denoiser: withGuidance(testDenoiser(training, wavyNetwork), style),
    sampler: euler,
    schedule,
    x,
    guidance: { positive: conditioning('a prompt'), scale },
    noise: seededStepNoise(0),
    signal: neverCancelled,
    ...range,
  });
}

describe('the interval', () => {
  test('counts shares of the way from noise to clean, and its ends hold everything', () => {
    const whole = intervalBetween(training, 0, 1);
    expect([PURE_NOISE, variancePreserving(80), variancePreserving(1e-3)].every((level) => actsAt(whole, level))).toBe(
      true,
    );
    const middle = intervalBetween(training, 0.25, 0.75);
    expect(middle.high).toBeCloseTo(training.levelAt(749).sigma, 1);
    expect(actsAt(middle, variancePreserving(middle.high))).toBe(true);
    expect(actsAt(middle, variancePreserving(middle.low))).toBe(false);
  });

  test.each([
    [0.5, 0.5],
    [0.7, 0.2],
    [-0.1, 1],
    [0, 1.1],
  ])('from %d to %d is none', (start, end) => {
    expect(() => intervalBetween(training, start, end)).toThrow('guidance cannot act');
  });

  test('that never comes is guidance 1, and one that always does is plain guidance', async () => {
    const never = await run({ interval: { low: 1e6, high: 1e7 } });
    expect(never.x).toEqual((await run({}, 1)).x);
    const always = await run({ interval: intervalBetween(training, 0, 1) });
    expect(always.x).toEqual((await run({})).x);
  });
});

describe('a network with a style of guidance', () => {
  const projection = { parallel: 0, limit: 3, momentum: -0.5 };

  test.each([
    ['rescale', { rescale: 0.7 }],
    ['an interval', { interval: intervalBetween(training, 0.2, 0.6) }],
    ['a projection', { projection: { ...projection, momentum: 0 } }],
    ['momentum', { projection }],
  ])('changes the picture by %s, the same in a chain of single steps as in one run', async (_, style) => {
    const whole = await run(style);
    expect(whole.x.data).not.toEqual((await run({})).x.data);
    let chained: Awaited<ReturnType<typeof run>> = { x: initialNoise(7, shape), level: PURE_NOISE, history: undefined };
    for (let first = 0; first < 6; first++) {
      chained = await run(style, 5, chained.x, { ...chained, first, last: first + 1 });
    }
    expect(chained.x.data).toEqual(whole.x.data);
  });

  test('forgets its momentum when the memory is left out', async () => {
    const half = await run({ projection }, 5, undefined, { last: 3 });
    const { difference: _, ...forgetful } = half;
    const rest = { first: 3, last: 6 };
    const remembering = await run({ projection }, 5, half.x, { ...half, ...rest });
    expect((await run({ projection }, 5, half.x, { ...forgetful, ...rest })).x.data).not.toEqual(remembering.x.data);
  });

  test('remembers nothing without momentum', async () => {
    expect(await run({ rescale: 0.7 })).not.toHaveProperty('difference');
    expect(await run({ projection: { ...projection, momentum: 0 } })).not.toHaveProperty('difference');
  });

  test('gives a batch item the same bits as alone', async () => {
    const items = [initialNoise(7, shape), initialNoise(8, shape)];
    const both = await run({ projection }, 5, stack(items));
    expect(batchItem(both.x, 1).data).toEqual((await run({ projection }, 5, items[1])).x.data);
  });

  test('adds its style to those inside, has an identity of its own, and changes nothing at scale 1', async () => {
    const base = testDenoiser(training, wavyNetwork);
    const twice = withGuidance(withGuidance(base, { rescale: 0.7 }), { projection });
    expect(new Set([base.id, twice.id, withGuidance(base, { projection }).id]).size).toBe(3);
    const guidance = { positive: conditioning('a prompt'), scale: 5 };
    const level = variancePreserving(3);
    const x = initialNoise(7, shape);
    const once = withGuidance(base, { rescale: 0.7, projection });
    expect(await twice.denoise(x, level, 500, guidance, neverCancelled)).toEqual(
      await once.denoise(x, level, 500, guidance, neverCancelled),
    );
    expect((await run({ rescale: 0.7, projection }, 1)).x).toEqual((await run({}, 1)).x);
  });
});
