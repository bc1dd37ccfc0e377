import { writeFileSync } from 'node:fs';
import type { StoredTensor, WeightTable } from '../weights.ts';
import { encodeNumbers, type FixtureFormat } from './encodeNumbers.ts';
import { madeUpWeight } from './madeUpWeights.ts';

/** A name and the shape of what it names. */
export type NamedShape = readonly [name: string, shape: readonly number[]];

/** Writes made-up weights into a .safetensors file, the first number of which has the place `start`, and says where they lie. */
export function writeWeights(
  file: string,
  tensors: readonly NamedShape[],
  format: FixtureFormat,
  start = 0,
): WeightTable {
  const encoded: { name: string; shape: readonly number[]; content: Uint8Array; begin: number }[] = [];
  let [place, begin] = [start, 0];
  for (const [name, shape] of tensors) {
    const values = madeUpWeight(name, shape, place);
    const content = encodeNumbers(values, format);
    encoded.push({ name, shape, content, begin });
    place += values.length;
    begin += content.length;
  }
  const header = headerOf(
    encoded.map(({ name, shape, content, begin: at }) => [
      name,
      { dtype: format, shape, data_offsets: [at, at + content.length] },
    ]),
  );
  writeFileSync(file, Buffer.concat([header, ...encoded.map(({ content }) => content)]));
  return new Map(
    encoded.map(({ name, shape, content, begin: at }): [string, StoredTensor] => [
      name,
      { format, shape, file, offset: header.length + at, bytes: content.length },
    ]),
  );
}

function headerOf(entries: readonly (readonly [string, unknown])[]): Buffer {
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json]);
}
