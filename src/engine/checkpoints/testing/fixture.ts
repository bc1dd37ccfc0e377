import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSafetensors } from '../../../tensor/safetensors.ts';
import type { Tensor } from '../../../tensor/tensor.ts';
import { finish } from '../../../tensor/work.ts';
import type { AdaptedModule, Adapter } from '../adapter.ts';
import type { Config } from '../architectures/config.ts';
import type { StoredTensor, WeightTable } from '../weights.ts';
import type { FixtureFormat } from './encodeNumbers.ts';
import { type NamedShape, writeWeights } from './writeWeights.ts';

/** A recorded network of fixtures/checkpoints, its weights written into a folder. */
export interface Fixture {
  readonly config: Config;
  readonly weights: WeightTable;
  readonly adapters: readonly Adapter[];
  readonly calls: readonly RecordedCall[];
  /** Answers to the first call with these strengths of the adapters. */
  readonly adapted: readonly AdaptedCall[];
}

export interface RecordedCall {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: Readonly<Record<string, Tensor>>;
}

export interface AdaptedCall {
  readonly strengths: readonly number[];
  readonly outputs: Readonly<Record<string, Tensor>>;
}

interface Described {
  readonly format: FixtureFormat;
  readonly tensors: readonly NamedShape[];
  readonly strengths?: readonly (readonly number[])[];
  readonly adapters?: readonly DescribedAdapter[];
}

interface DescribedAdapter {
  readonly start: number;
  readonly format: FixtureFormat;
  readonly modules: Readonly<
    Record<string, { readonly shapes: Readonly<Record<string, readonly number[]>>; readonly scale: number }>
  >;
}

export function readFixture(name: string, folder: string): Fixture {
  const path = (file: string) => join(import.meta.dirname, '../../../../fixtures/checkpoints', name, file);
  const described: Described = JSON.parse(readFileSync(path('weights.json'), 'utf8'));
  const { format, tensors, strengths = [], adapters = [] } = described;
  const recorded = finish(parseSafetensors(readFileSync(path('reference.safetensors')))).tensors;
  return {
    config: JSON.parse(readFileSync(path('config.json'), 'utf8')),
    weights: writeWeights(join(folder, `${name}.safetensors`), tensors, format),
    adapters: adapters.map((adapter, index) => writeAdapter(adapter, index, folder)),
    calls: recordedCalls(recorded),
    adapted: strengths.map((values, index) => ({
      strengths: values,
      outputs: within(recorded, `adapted.${index}.out.`),
    })),
  };
}

function recordedCalls(recorded: ReadonlyMap<string, Tensor>): RecordedCall[] {
  const count = new Set([...recorded.keys()].flatMap((name) => name.match(/^\d+/) ?? [])).size;
  return Array.from({ length: count }, (_, call) => ({
    inputs: within(recorded, `${call}.in.`),
    outputs: within(recorded, `${call}.out.`),
  }));
}

function within(recorded: ReadonlyMap<string, Tensor>, prefix: string): Record<string, Tensor> {
  const inside = [...recorded].filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(inside.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

function writeAdapter({ start, format, modules }: DescribedAdapter, index: number, folder: string): Adapter {
  const parts = Object.entries(modules).flatMap(([module, { shapes }]) =>
    Object.entries(shapes).map(([part, shape]): NamedShape => [`${module}.${part}`, shape]),
  );
  const table = writeWeights(join(folder, `lora_${index}.safetensors`), parts, format, start);
  const tensor = (name: string) => table.get(name) as StoredTensor;
  const adapted = Object.entries(modules).map(([module, { shapes, scale }]): [string, AdaptedModule] => [
    module,
    {
      down: tensor(`${module}.down`),
      up: tensor(`${module}.up`),
      ...('mid' in shapes && { mid: tensor(`${module}.mid`) }),
      scale,
    },
  ]);
  return { strengthInput: `lora_${index}`, modules: new Map(adapted) };
}
