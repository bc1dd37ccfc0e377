import { describe, expect, it } from 'vitest';
import { CLEAN } from '../../../src/diffusion/noiseLevel.ts';
import { euler } from '../../../src/diffusion/samplers/euler.ts';
import type { Schedule } from '../../../src/diffusion/schedule.ts';
import { fakeDenoiser } from '../../testing/fakeModel.ts';
import { type LevelUnit, readLevel, stepAtLevel } from './levels.ts';

const schedule = euler.schedule(fakeDenoiser.training, { steps: 10 });
const stepAt = (value: number, unit: LevelUnit, of: Schedule = schedule) => stepAtLevel(of, fakeDenoiser, value, unit);
const reading = (step: number) => readLevel(schedule, step, fakeDenoiser);

describe('a level of a schedule', () => {
  it('is found by its share of the way, the nearest step counting', () => {
    expect([0, 0.04, 0.06, 0.5, 1].map((share) => stepAt(share, 'fraction'))).toEqual([0, 0, 1, 5, 10]);
  });

  it('is found by its step', () => {
    expect([0, 3, 3.4, 10].map((step) => stepAt(step, 'step'))).toEqual([0, 3, 3, 10]);
  });

  it('is found by its timestep and by its sigma, as it is read from the schedule', () => {
    for (const [index, { timestep, from }] of schedule.steps.entries()) {
      expect(stepAt(timestep, 'timestep'), `timestep ${timestep}`).toBe(index);
      expect(stepAt(from.sigma, 'sigma'), `sigma ${from.sigma}`).toBe(index);
    }
    expect(stepAt(0, 'timestep')).toBe(10);
    expect(stepAt(0, 'sigma')).toBe(10);
  });

  it('is never the nearest to an infinite one but by its share', () => {
    const [first, ...rest] = schedule.steps;
    if (!first) return;
    const endless = {
      ...schedule,
      steps: [{ ...first, from: { sigma: Number.POSITIVE_INFINITY, signal: 0 } }, ...rest],
    };
    expect(stepAt(fakeDenoiser.training.noisiest.sigma, 'sigma', endless)).toBe(1);
    expect(stepAt(0, 'fraction', endless)).toBe(0);
  });

  it.each<[number, LevelUnit, string]>([
    [-0.1, 'fraction', '0 to 1'],
    [1.1, 'fraction', '0 to 1'],
    [11, 'step', '0 to 10'],
    [1001, 'timestep', '0 to 1000'],
    [99, 'sigma', '0 to 14.61'],
    [Number.NaN, 'step', '0 to 10'],
  ])('of %d is refused as a %s, with the range that there is', (value, unit, range) => {
    expect(() => stepAt(value, unit)).toThrowError(
      expect.objectContaining({
        code: 'invalid-level',
        place: { port: 'level' },
        remedy: expect.stringContaining('unit'),
      }),
    );
    expect(() => stepAt(value, unit)).toThrow(`${value} is no ${unit}: it lies outside ${range}`);
  });

  it('is read in every unit', () => {
    const { timestep, from } = schedule.steps[3] ?? {};
    expect(reading(3)).toMatchObject({ fraction: 0.3, step: 3, timestep, level: from });
    expect(reading(10)).toMatchObject({ fraction: 1, step: 10, timestep: 0, level: CLEAN, band: 'texture' });
  });

  it('belongs to layout, palette or texture by how many levels of training lie below it', () => {
    const bands = Array.from({ length: 11 }, (_, step) => reading(step).band);
    expect(bands).toEqual([
      ...Array(3).fill('layout'),
      ...Array(4).fill('palette and style'),
      ...Array(4).fill('texture'),
    ]);
  });
});
