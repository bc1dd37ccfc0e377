import { writeFileSync } from 'node:fs';
import type { StoredTensor, WeightTable } from '../weights.ts';
import { encodeNumbers, type FixtureFormat } from './encodeNumbers.ts';
import { madeUpWeight } from './madeUpWeights.ts';

/** A name and the shape of what it names. */
export type NamedShape = readonly [name: string, shape: readonly number[]];

/** A tensor as it is to lie in a file. */
export interface EncodedTensor {
  readonly name: string;
  readonly format: FixtureFormat;
  readonly shape: readonly number[];
  readonly content: Uint8Array;
}

/** Writes made-up weights into a .safetensors file, the first number of which has the place `start`, and says where they lie. */
export function writeWeights(
  file: string,
  tensors: readonly NamedShape[],
  format: FixtureFormat,
  start = 0,
): WeightTable {
  let place = start;
  const encoded = tensors.map(([name, shape]): EncodedTensor => {
    const values = madeUpWeight(name, shape, place);
    place += values.length;
    return { name, format, shape, content: encodeNumbers(values, format) };
  });
  return writeEncoded(file, encoded);
}

/** Writes tensors of any formats into a .safetensors file, and says where they lie. */
export function writeEncoded(file: string, tensors: readonly EncodedTensor[]): WeightTable {
  let end = 0;
  const placed = tensors.map((tensor) => {
    const begin = end;
    end += tensor.content.length;
    return { ...tensor, begin, end };
  });
  const header = headerOf(
    placed.map(({ name, format, shape, ...at }) => [name, { dtype: format, shape, data_offsets: [at.begin, at.end] }]),
  );
  writeFileSync(file, Buffer.concat([header, ...placed.map(({ content }) => content)]));
  return new Map(
    placed.map(({ name, format, shape, content, begin }): [string, StoredTensor] => [
      name,
      { format, shape, file, offset: header.length + begin, bytes: content.length },
    ]),
  );
}

function headerOf(entries: readonly (readonly [string, unknown])[]): Buffer {
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json]);
}
