import { expect, test } from 'vitest';
import { tensor } from '../../tensor/tensor.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { lcm } from './lcm.ts';

const item = (value: number) => tensor(Float32Array.of(value), [1, 1, 1, 1]);

/** What LCM makes of a point 2 at one timestep, where the network believes in 5. */
async function reached(timestep: number, config: object = {}): Promise<number | undefined> {
  const training = parseSchedulerConfig(config);
  const { x } = await lcm.step({
    x: item(2),
    index: 0,
    schedule: lcm.schedule(training, { steps: 1, customTimesteps: [timestep] }),
    training,
    options: {},
    history: undefined,
    denoise: async () => item(5),
    noise: () => item(0),
  });
  return x.data[0];
}

test('a point at timestep 0 is its own answer', async () => {
  expect(await reached(0)).toBe(2);
});

test('between, point and belief share by c_skip and c_out with sigma_data 0.5', async () => {
  expect(await reached(10, { timestep_scaling: 0.05 })).toBeCloseTo(0.5 * 2 + Math.SQRT1_2 * 5, 6);
});

test('far from it, the belief is all', async () => {
  expect(await reached(999)).toBeCloseTo(5, 6);
});
