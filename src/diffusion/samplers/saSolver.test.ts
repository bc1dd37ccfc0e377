import { describe, expect, test } from 'vitest';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import { noiseRate } from '../noiseLevel.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { stepAt } from '../schedule.ts';
import { saSolver } from './saSolver.ts';

const one = (value: number): Tensor => tensor(Float32Array.of(value), [1, 1]);

describe('SA-Solver on a table of noise levels that ends without any signal', () => {
  const table = { trained_betas: [0.1, 0.2, 0.3, 0.4, 1], prediction_type: 'v_prediction' };
  const options = { tau: 0 };

  test('goes straight to what the network believes in all the time, its first step too', async () => {
    const training = parseSchedulerConfig(table);
    const schedule = saSolver.schedule(training, { steps: 4, options });
    expect(stepAt(schedule, 0).from.sigma).toBe(Number.POSITIVE_INFINITY);
    let x = one(0.7);
    let history: unknown;
    for (const [index, { to }] of schedule.steps.entries()) {
      const request = { x, index, schedule, training, options, history, noise: () => one(0) };
      ({ x, history } = await saSolver.step({ ...request, denoise: async () => one(0.9) }));
      expect(x.data[0]).toBeCloseTo(to.signal * 0.9 + noiseRate(to) * 0.7, 5);
    }
  });

  test('is refused where it would solve for the noise', () => {
    const training = parseSchedulerConfig({ ...table, algorithm_type: 'noise_prediction' });
    expect(() => saSolver.schedule(training, { steps: 4, options })).toThrow('these sigmas begin at pure noise');
  });
});

test.each([['dpmsolver'], ['sde-dpmsolver++']])('SA-Solver takes the place of DPM-Solver with %s', (type) => {
  const config = { _class_name: 'DPMSolverMultistepScheduler', algorithm_type: type, final_sigmas_type: 'sigma_min' };
  expect(saSolver.schedule(parseSchedulerConfig(config), { steps: 4 }).steps).toHaveLength(4);
});

test('SA-Solver has no tau for a model trained with EDM, where it would never count, and says so', () => {
  const training = parseSchedulerConfig({ _class_name: 'EDMEulerScheduler' });
  expect(() => saSolver.schedule(training, { steps: 4 })).toThrow('set tau to 0');
  expect(saSolver.schedule(training, { steps: 4, options: { tau: 0 } }).steps).toHaveLength(4);
});
