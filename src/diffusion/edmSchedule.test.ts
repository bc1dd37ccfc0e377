import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { map, sizeOf, type Tensor, tensor } from '../tensor/tensor.ts';
import { peakError } from '../tensor/testing/parity.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { EdmSchedule } from './noiseSchedule.ts';
import { configuredSampler, parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { denoisedFrom, noiseFrom, outputFrom } from './prediction.ts';
import { samplers } from './samplers/index.ts';
import type { StepResult } from './samplers/sampler.ts';
import { stepAt } from './schedule.ts';
import { goldenOptions } from './testing/schedulerGoldens.ts';

/** fixtures/schedulers/edm.py: what diffusers made of made-up outputs of a network. */
interface Recorded {
  readonly shape: readonly number[];
  readonly unit: string;
  readonly outputs: string;
  readonly noise: string;
  readonly cases: readonly {
    readonly config: Readonly<Record<string, unknown>>;
    readonly steps: number;
    readonly step: Readonly<Record<string, unknown>>;
    readonly timesteps: readonly number[];
    readonly inputs: string;
    readonly samples: string;
  }[];
}

const file = join(import.meta.dirname, '../../fixtures/schedulers/edm.json');
const { shape, unit, outputs, noise, cases } = JSON.parse(readFileSync(file, 'utf8')) as Recorded;

/** Tensors that were written one after the other. */
function tensorsIn(base64: string): readonly Tensor[] {
  const data = new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
  const size = sizeOf(shape);
  return Array.from({ length: data.length / size }, (_, i) => tensor(data.slice(i * size, (i + 1) * size), shape));
}

const errorOf = (one: Tensor, other: Tensor) => peakError(one.data, other.data);
const edmOf = (config: object) => parseSchedulerConfig(config) as EdmSchedule;

/** A point in the model's coordinates as diffusers has it: x0 + sigma n, in its own units. */
const unscaled = (x: Tensor, { signal }: NoiseLevel, scale: number) => map(x, (value) => (value * scale) / signal);

const draws = tensorsIn(noise);

test.each(cases.map((each) => [JSON.stringify({ ...each.config, ...each.step }), each.steps, each] as const))(
  '%s in %i steps: its network is told, is shown and leads to what it does in diffusers',
  async (_, __, { config, steps, step, timesteps, inputs, samples }) => {
    const training = edmOf(config);
    const sampler = configuredSampler(config);
    if (!sampler) throw new Error('no sampler stands for the class');
    const options = goldenOptions(step);
    const schedule = sampler.schedule(training, { steps, options });
    const [said, shown, reached] = [outputs, inputs, samples].map(tensorsIn) as [Tensor[], Tensor[], Tensor[]];
    let x = map(tensorsIn(unit)[0] as Tensor, (value) => value * schedule.initialScale);
    let history: unknown;
    for (let index = 0; index < steps; index++) {
      const { to, timestep } = stepAt(schedule, index);
      expect(timestep).toBeCloseTo(timesteps[index] as number, 5);
      expect(errorOf(x, shown[index] as Tensor)).toBeLessThan(1e-5);
      const result: StepResult = await sampler.step({
        x,
        index,
        schedule,
        training,
        options,
        history,
        denoise: async (point, level) => denoisedFrom(said[index] as Tensor, point, level, training.predictionType),
        noise: () => {
          if (!('s_churn' in step)) throw new Error('no noise is drawn');
          return draws[sampler.drawsBefore(schedule, index)] as Tensor;
        },
      });
      ({ x, history } = result);
      expect(errorOf(unscaled(x, to, training.dataScale), reached[index] as Tensor)).toBeLessThan(2e-5);
    }
  },
);

describe('a model that was trained with EDM', () => {
  const playground = { _class_name: 'EDMDPMSolverMultistepScheduler', solver_order: 2 };

  test('finds its levels from what the network is told, and back', () => {
    const training = edmOf(playground);
    for (const timestep of [-1.5, -0.2, 0, 0.7, 1.09]) {
      expect(training.timestepAt(training.levelAt(timestep))).toBeCloseTo(timestep, 5);
    }
    expect(training.noisiest.sigma).toBe(160);
  });

  test('says the noise and the picture of a point as one', () => {
    const training = edmOf(playground);
    const level = training.levelAt(-0.2);
    const [x, output] = tensorsIn(outputs) as [Tensor, Tensor];
    const denoised = denoisedFrom(output, x, level, 'reversed_v');
    expect(errorOf(outputFrom(denoised, x, level, 'reversed_v'), output)).toBeLessThan(1e-5);
    const noise = noiseFrom(output, x, level, 'reversed_v');
    const again = map(
      x,
      (_, i) => level.signal * ((denoised.data[i] as number) + level.sigma * (noise.data[i] as number)),
    );
    expect(errorOf(again, x)).toBeLessThan(1e-5);
  });

  test.each(samplers.map(({ id, title }) => [title, id] as const))('has a schedule by %s, or says why not', (_, id) => {
    const sampler = samplers.find((each) => each.id === id);
    try {
      const schedule = sampler?.schedule(edmOf(playground), { steps: 8 });
      expect(schedule?.steps[0]?.from.sigma).toBeCloseTo(160, 3);
      expect(schedule?.steps.at(-1)?.to.sigma).toBe(0);
    } catch (thrown) {
      expect((thrown as Error).message).toMatch(
        /does not have \(it was trained by flow matching or EDM\)|Unipc|LCM|set tau to 0/,
      );
    }
  });

  test('spreads its sigmas otherwise where the person asks for it, but has no list of timesteps', () => {
    const sampler = configuredSampler(playground);
    const schedule = sampler?.schedule(edmOf(playground), { steps: 5, sigmas: 'exponential' });
    const sigmas = schedule?.steps.map(({ from }) => from.sigma) ?? [];
    expect((sigmas[1] as number) / (sigmas[0] as number)).toBeCloseTo((sigmas[2] as number) / (sigmas[1] as number), 4);
    expect(() => sampler?.schedule(edmOf(playground), { steps: 5, sigmas: 'ays' })).toThrow('do not fit EDM');
    expect(() => sampler?.schedule(edmOf(playground), { steps: 2, customTimesteps: [900, 100] })).toThrow(
      'give sigmas',
    );
  });
});
