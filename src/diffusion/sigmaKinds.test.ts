import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaQuantile } from './betaQuantile.ts';
import { requireDiscrete } from './noiseSchedule.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { picks } from './pickedSigmas.ts';
import { samplerById } from './samplers/index.ts';
import { sigmaKinds } from './sigmas.ts';

const training = requireDiscrete(
  parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' }),
  'the test',
);
const flow = parseSchedulerConfig({ _class_name: 'FlowMatchEulerDiscreteScheduler', shift: 3 });

describe('the quantiles of Beta(0.6, 0.6)', () => {
  test.each([
    [0, 0],
    [0.1, 0.03958441],
    [0.25, 0.17568038],
    [0.5, 0.5],
    [0.9, 0.96041559],
    [1, 1],
  ])('at %d', (share, quantile) => {
    expect(betaQuantile(share)).toBeCloseTo(quantile, 6);
  });

  test('mirror each other', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(betaQuantile(share) + betaQuantile(1 - share)).toBeCloseTo(1, 9);
      }),
    );
  });
});

test.each(['karras', 'exponential', 'beta'])(
  'log-linear sigmas that are spread as %s are as many as the steps',
  (kind) => {
    const config = {
      _class_name: 'EulerDiscreteScheduler',
      interpolation_type: 'log_linear',
      [`use_${kind}_sigmas`]: true,
    };
    expect(samplerById('euler').schedule(parseSchedulerConfig(config), { steps: 7 }).steps).toHaveLength(7);
  },
);

describe("ComfyUI's schedules for ten steps", () => {
  const sigmas = Float32Array.from({ length: 1000 }, (_, i) => i + 1);

  test('simple takes every hundredth level from the noisiest', () => {
    expect(picks.simple(10, sigmas)).toEqual([1000, 900, 800, 700, 600, 500, 400, 300, 200, 100]);
  });

  test('ddim_uniform takes every hundredth from index 1', () => {
    expect(picks.ddim_uniform(10, sigmas)).toEqual([902, 802, 702, 602, 502, 402, 302, 202, 102, 2]);
  });

  test('ddim_uniform takes a step more where the levels do not divide', () => {
    expect(picks.ddim_uniform(30, sigmas)).toHaveLength(31);
  });

  test('sgm_uniform leaves out the cleanest', () => {
    const picked = picks.sgm_uniform(9, sigmas);
    expect(picked).toHaveLength(9);
    expect(picked.map(Math.round)).toEqual([1000, 889, 778, 667, 556, 445, 334, 223, 112]);
  });

  test('align your steps keeps its ten, and spaces others between their ends', () => {
    expect(picks.ays(10, sigmas)[3]).toBeCloseTo(2.697, 9);
    expect(picks.ays(19, sigmas)[1]).toBeCloseTo(Math.sqrt(14.615 * 6.475), 9);
  });
});

const asked = sigmaKinds.flatMap((kind) => [training, flow].map((each) => [kind, each.kind, each] as const));

describe.each(asked)('%s sigmas of a %s schedule', (kind, _, each) => {
  test('fall from step to step and end clean', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (steps) => {
        if (each.kind === 'flow' && kind.startsWith('ays')) return;
        const schedule = samplerById('euler').schedule(each, { steps, sigmas: kind });
        for (const { from, to } of schedule.steps) expect(to.sigma).toBeLessThan(from.sigma);
        expect(schedule.steps.at(-1)?.to.sigma).toBe(0);
      }),
    );
  });
});

test('sigmas that were found for Stable Diffusion are refused for flow matching', () => {
  expect(() => samplerById('euler').schedule(flow, { steps: 10, sigmas: 'ays' })).toThrow('ays sigmas were found for');
});

describe("a list of one's own", () => {
  const schedule = (lists: object) => samplerById('euler').schedule(training, { steps: 3, ...lists });

  test('of sigmas says where each step starts, and where the last one arrives', () => {
    const { steps } = schedule({ customSigmas: [10, 3, 0.5] });
    expect(steps.map(({ from }) => from.sigma)).toEqual([10, 3]);
    expect(steps[1]?.to.sigma).toBe(0.5);
  });

  test('of timesteps says what the network is told', () => {
    expect(schedule({ customTimesteps: [999, 500, 20] }).steps.map(({ timestep }) => timestep)).toEqual([999, 500, 20]);
  });

  test.each([
    [{ customSigmas: [] }, 'the list of sigmas is empty'],
    [{ customSigmas: [3] }, 'at least 1, not 0'],
    [{ customSigmas: [3, 4, 0] }, 'the sigmas must fall from one to the next, and number 2 is 4'],
    [{ customTimesteps: [500, Number.NaN] }, 'number 2 is NaN'],
    [{ customTimesteps: [1000, 3] }, 'lies beyond the last of training, 999'],
  ])('%j is refused', (lists, reason) => {
    expect(() => schedule(lists)).toThrow(reason);
  });

  test('is refused by samplers that cannot follow it', () => {
    expect(() => samplerById('ddim').schedule(training, { steps: 2, customSigmas: [3, 0] })).toThrow(
      'DDIM cannot follow a list of sigmas: choose Euler',
    );
  });
});
