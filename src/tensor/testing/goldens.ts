import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSafetensors } from '../safetensors.ts';
import type { Tensor } from '../tensor.ts';
import { finish } from '../work.ts';

/** GOLDEN_ROOT=/path runs the same tests on a larger set of cases. */
const root = process.env.GOLDEN_ROOT ?? join(import.meta.dirname, '../../../fixtures/golden');

/** A scheduler_config.json, with the keys that tests look at. */
export interface RecordedScheduler extends Readonly<Record<string, unknown>> {
  readonly _class_name: string;
}

/** How a pipeline was called. */
export interface RecordedCall extends Readonly<Record<string, unknown>> {
  readonly seed: number;
  readonly num_inference_steps: number;
  readonly guidance_scale: number;
  readonly guidance_rescale?: number;
  readonly eta?: number;
  readonly strength?: number;
  readonly original_inference_steps?: number;
  readonly sigmas?: readonly number[];
  readonly timesteps?: readonly number[];
  readonly prompt: string | string[];
  readonly negative_prompt?: string | string[] | null;
}

/** How the steps of a scheduler without a network were asked for. */
export interface RecordedSteps {
  readonly num_inference_steps: readonly number[];
  /** The shift of flow matching. */
  readonly mu?: number;
  readonly sigmas?: unknown;
}

/** manifest.json as it is: each kind of case has some of these, and a test reads those of its kind. */
export interface Manifest {
  readonly pipeline: string;
  /** By step count, such as what diffusers says where it refuses one. */
  readonly info?: Readonly<Record<string, unknown>>;
  readonly scheduler: RecordedScheduler;
  readonly inverse_scheduler: RecordedScheduler;
  readonly call: RecordedCall;
  readonly set_timesteps: RecordedSteps;
  readonly step_kwargs: Readonly<Record<string, unknown>>;
  readonly tensors: Readonly<Record<string, { readonly dtype: string }>>;
  readonly prompts: readonly string[];
  readonly seed: number;
  readonly round_trip_relative_rms: number;
}

export interface GoldenCase {
  /** Where it lies: a pipeline, or what is recorded without one. */
  readonly folder: string;
  readonly name: string;
  readonly manifest: Manifest;
  /** Throws when the case has no such tensor. */
  tensor(name: string): Tensor;
  has(name: string): boolean;
}

/** The cases of one folder whose name matches, such as goldenCases('schedulers', /^DDIM-/). */
export function goldenCases(folder: string, matching: RegExp): GoldenCase[] {
  return readdirSync(join(root, 'goldens', folder))
    .filter((name) => matching.test(name))
    .sort()
    .map((name) => goldenCase(folder, name));
}

export function goldenCase(folder: string, name: string): GoldenCase {
  const path = join(root, 'goldens', folder, name);
  const { tensors } = finish(parseSafetensors(readFileSync(join(path, 'tensors.safetensors'))));
  return {
    folder,
    name,
    manifest: JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')),
    has: (key) => tensors.has(key),
    tensor: (key) => {
      const found = tensors.get(key);
      if (!found) throw new Error(`golden case ${name} has no tensor ${key}`);
      return found;
    },
  };
}

/** Largest absolute difference; NaN and different lengths count as infinite. */
export function maxDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs((actual[i] as number) - (expected[i] as number));
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
