import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLEAN, PURE_NOISE, variancePreserving } from './noiseLevel.ts';
import { parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { samplerById, samplers } from './samplers/index.ts';
import { levelBefore, stepAt, stepIndexAt } from './schedule.ts';

const training = parseSchedulerConfig({ beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' });
const schedule = samplerById('euler').schedule(training, { steps: 20 });

describe('going on from a level', () => {
  test('finds the step that starts there, for every sampler and step', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samplers), fc.integer({ min: 1, max: 200 }), (sampler, steps) => {
        const options = { original_steps: 200 };
        const { steps: visited, ...rest } = sampler.schedule(training, { steps, options });
        for (const [index, { from }] of visited.entries())
          expect(stepIndexAt({ ...rest, steps: visited }, from)).toBe(index);
      }),
      { numRuns: 20 },
    );
  });

  test('pure noise enters at the first step', () => {
    expect(stepIndexAt(schedule, PURE_NOISE)).toBe(0);
  });

  test('clean latents have nowhere to go', () => {
    expect(() => stepIndexAt(schedule, CLEAN)).toThrow(
      'these latents are clean, there is nothing to denoise: add noise first',
    );
  });

  test('a level off the schedule is refused with the nearest one', () => {
    expect(() => stepIndexAt(schedule, variancePreserving(14))).toThrow(
      /at σ 14\.00, where none of the 20 steps .* nearest is step 0 at σ 14\.61/,
    );
  });

  test('the latents after the last step are clean', () => {
    expect(levelBefore(schedule, 20)).toBe(CLEAN);
    expect(() => stepAt(schedule, 20)).toThrow('there is no step 20 in a schedule of 20');
  });
});
