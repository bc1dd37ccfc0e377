import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { map, sizeOf, type Tensor, tensor } from '../tensor/tensor.ts';
import { peakError } from '../tensor/testing/parity.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { NoiseSchedule } from './noiseSchedule.ts';
import { configuredSampler, parseSchedulerConfig } from './parseSchedulerConfig.ts';
import { denoisedFrom } from './prediction.ts';
import type { Sampler, ScheduleRequest, StepResult } from './samplers/sampler.ts';
import { type Schedule, stepAt } from './schedule.ts';
import { explodes, goldenOptions } from './testing/schedulerGoldens.ts';

/** fixtures/schedulers/make.py: configurations drawn at random, and what diffusers made of them. */
interface RandomCase {
  readonly config: Readonly<Record<string, unknown>> & { readonly _class_name: string };
  readonly request: {
    readonly steps?: number;
    readonly sigmas?: readonly number[];
    readonly timesteps?: readonly number[];
    readonly mu?: number;
    readonly begin?: number;
  };
  readonly step: Readonly<Record<string, unknown>>;
  /** The step that sampling begins with. */
  readonly start: number;
  /** What each call of the network was told. */
  readonly timesteps: readonly number[];
  /** The calls after which `samples` were kept. */
  readonly kept: readonly number[];
  readonly samples: string;
}

interface Recorded {
  readonly shape: readonly number[];
  readonly pools: Readonly<Record<'unit' | 'begin' | 'outputs' | 'noise', string>>;
  readonly cases: readonly RandomCase[];
}

const own = ['random.json', 'stochastic.json'].map((name) =>
  join(import.meta.dirname, '../../fixtures/schedulers', name),
);
const files = process.env.RANDOM_SCHEDULERS?.split(':') ?? own;

/** Tensors that the cases of one file share. */
interface Pools {
  readonly unit: Tensor;
  readonly begin: Tensor;
  readonly outputs: readonly Tensor[];
  readonly noise: readonly Tensor[];
}

/** Tensors that were written one after the other. */
function tensorsIn(base64: string, shape: readonly number[]): readonly Tensor[] {
  const data = new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
  const size = sizeOf(shape);
  return Array.from({ length: data.length / size }, (_, i) => tensor(data.slice(i * size, (i + 1) * size), shape));
}

function poolsOf({ shape, pools }: Recorded): Pools {
  const [unit] = tensorsIn(pools.unit, shape) as [Tensor];
  const [begin] = tensorsIn(pools.begin, shape) as [Tensor];
  return { unit, begin, outputs: tensorsIn(pools.outputs, shape), noise: tensorsIn(pools.noise, shape) };
}

const cyclic = (rows: readonly Tensor[], index: number) => rows[index % rows.length] as Tensor;

function trainingOf({ config, request }: RandomCase): NoiseSchedule {
  const training = parseSchedulerConfig(config, { flowTimes: request.sigmas ? 'whole' : 'trained' });
  return training.kind === 'flow' && request.mu !== undefined ? training.shiftedBy(request.mu) : training;
}

function requestOf({ request: { steps, sigmas, timesteps } }: RandomCase, options: object): ScheduleRequest {
  return {
    steps: steps ?? sigmas?.length ?? timesteps?.length ?? 0,
    ...(sigmas && { customSigmas: sigmas }),
    ...(timesteps && { customTimesteps: timesteps }),
    options: { ...options },
  };
}

interface Replayed {
  readonly told: number[];
  /** After each call of the network that ended a step. */
  readonly samples: Map<number, Tensor>;
}

async function replay(
  recorded: RandomCase,
  pools: Pools,
  sampler: Sampler,
  training: NoiseSchedule,
): Promise<Replayed> {
  const options = goldenOptions(recorded.step);
  const schedule = sampler.schedule(training, requestOf(recorded, options));
  const told: number[] = [];
  const samples = new Map<number, Tensor>();
  const drawn = sampler.drawsBefore(schedule, recorded.start);
  let history: StepResult['history'];
  let x = firstSample(recorded, pools, schedule);
  for (let index = recorded.start; index < schedule.steps.length; index++) {
    const result = await sampler.step({
      x,
      index,
      schedule,
      training,
      history,
      options,
      async denoise(at, level, timestep) {
        told.push(timestep);
        return denoisedFrom(cyclic(pools.outputs, told.length - 1), at, level, training.predictionType);
      },
      noise: (draw = 0) => cyclic(pools.noise, sampler.drawsBefore(schedule, index) - drawn + draw),
    });
    ({ x, history } = result);
    const factor = scaleAt(recorded, stepAt(schedule, index).to);
    samples.set(
      told.length - 1,
      map(x, (value) => value / factor),
    );
  }
  return { told, samples };
}

/** What a tensor of the scheduler is multiplied by to be in the model's coordinates. */
function scaleAt({ config }: RandomCase, { signal }: NoiseLevel): number {
  return explodes(config._class_name) ? signal : 1;
}

function firstSample(recorded: RandomCase, { unit, begin }: Pools, schedule: Schedule): Tensor {
  if (recorded.request.begin === undefined) return map(unit, (value) => value * schedule.initialScale);
  const factor = scaleAt(recorded, stepAt(schedule, recorded.start).from);
  return map(begin, (value) => value * factor);
}

function titleOf({ config, request, step }: RandomCase, index: number): string {
  const { _class_name: name, ...keys } = config;
  return `${index} ${name} ${JSON.stringify({ ...keys, ...step, ...request })}`;
}

describe.each(files)('configurations drawn at random give the numbers of diffusers, in %s', (file) => {
  const recordings = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const pools = poolsOf(recordings);

  test.each(recordings.cases.map((recorded, index) => [titleOf(recorded, index), recorded] as const))(
    '%s',
    async (_, recorded) => {
      const sampler = configuredSampler(recorded.config);
      if (!sampler) throw new Error(`no sampler runs ${recorded.config._class_name}`);
      const { told, samples } = await replay(recorded, pools, sampler, trainingOf(recorded));
      expect(told.length).toBe(recorded.timesteps.length);
      for (const [call, timestep] of told.entries()) {
        expect(Math.abs(timestep - (recorded.timesteps[call] as number))).toBeLessThan(1e-3);
      }
      for (const [row, expected] of tensorsIn(recorded.samples, recordings.shape).entries()) {
        const actual = samples.get(recorded.kept[row] as number);
        if (actual) expect(peakError(actual.data, expected.data), `call ${recorded.kept[row]}`).toBeLessThan(1e-4);
      }
      expect(samples.has(recorded.timesteps.length - 1)).toBe(true);
    },
  );
});
