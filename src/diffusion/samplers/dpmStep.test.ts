import { describe, expect, test } from 'vitest';
import { type Tensor, tensor } from '../../tensor/tensor.ts';
import { type NoiseLevel, noiseRate } from '../noiseLevel.ts';
import { parseSchedulerConfig } from '../parseSchedulerConfig.ts';
import { samplerById } from './index.ts';

const one = (value: number): Tensor => tensor(Float32Array.of(value), [1, 1]);
const believed = [0.9, -0.4, 0.3];

/** The third step from 0.7, where the network believes in three things in turn and no noise is drawn. */
async function thirdStep(id: string, config: Readonly<Record<string, unknown>>) {
  const training = parseSchedulerConfig({ final_sigmas_type: 'sigma_min', lower_order_final: false, ...config });
  const sampler = samplerById(id);
  const schedule = sampler.schedule(training, { steps: 4, customSigmas: [9, 4, 2, 0.8, 0.3] });
  const points = [one(0.7)];
  let history: unknown;
  for (const index of [0, 1, 2]) {
    const result = await sampler.step({
      x: points[index] as Tensor,
      index,
      schedule,
      training,
      options: {},
      history,
      denoise: async () => one(believed[index] as number),
      noise: () => one(0),
    });
    points.push(result.x);
    history = result.history;
  }
  const levels = [...schedule.steps.slice(0, 3).map(({ from }) => from), schedule.steps[2]?.to];
  return { points: points.map(({ data }) => data[0] as number), levels: levels as NoiseLevel[] };
}

const lambda = ({ sigma }: NoiseLevel) => -Math.log(sigma);

describe('stochastic steps of third order are those of diffusers, whose curvature has another sign than the solution', () => {
  const config = { algorithm_type: 'sde-dpmsolver++', solver_order: 3, solver_type: 'heun' };
  const [m0, m1, m2] = believed as [number, number, number];

  test('multistep', async () => {
    const { points, levels } = await thirdStep('dpm_solver', config);
    const [l2, l1, l0, end] = levels.map(lambda) as [number, number, number, number];
    const [h, r0, r1] = [end - l0, (l0 - l1) / (end - l0), (l1 - l2) / (end - l0)];
    const [near, far] = [(m2 - m1) / r0, (m1 - m0) / r1];
    const bow = (near - far) / (r0 + r1);
    expect(points[3]).toBeCloseTo(
      arrived(points[2] as number, levels[2] as NoiseLevel, levels[3] as NoiseLevel, h, m2, near + r0 * bow, bow),
      5,
    );
  });

  test('singlestep', async () => {
    const { points, levels } = await thirdStep('dpm_solver_singlestep', config);
    const [l0, l1, l2, end] = levels.map(lambda) as [number, number, number, number];
    const [h, r1, r0] = [end - l0, (l1 - l0) / (end - l0), (l2 - l0) / (end - l0)];
    const [near, far] = [(m1 - m0) / r1, (m2 - m0) / r0];
    const slope = (r0 * near - r1 * far) / (r0 - r1);
    const bow = (2 * (far - near)) / (r0 - r1);
    expect(points[3]).toBeCloseTo(
      arrived(points[0] as number, levels[0] as NoiseLevel, levels[3] as NoiseLevel, h, m0, slope, bow),
      5,
    );
  });

  /** As diffusers 0.40 writes it, for both schedulers. */
  function arrived(x: number, from: NoiseLevel, to: NoiseLevel, h: number, d0: number, d1: number, d2: number): number {
    const left = 1 - Math.exp(-2 * h);
    return (
      (noiseRate(to) / noiseRate(from)) * Math.exp(-h) * x +
      to.signal * left * d0 +
      to.signal * (left / (-2 * h) + 1) * d1 +
      to.signal * ((left - 2 * h) / (2 * h) ** 2 - 0.5) * d2
    );
  }
});

describe('UniPC limits what the network believes', () => {
  const last = async (config: Readonly<Record<string, unknown>>) => (await thirdStep('unipc', config)).points[3];
  const tight = { thresholding: true, dynamic_thresholding_ratio: 0, sample_max_value: 0.5 };

  test('where it reckons with that', async () => {
    expect(await last(tight)).not.toBe(await last({}));
  });

  test('but not where it reckons with the noise, as in diffusers', async () => {
    expect(await last({ ...tight, predict_x0: false })).toBe(await last({ predict_x0: false }));
  });
});
