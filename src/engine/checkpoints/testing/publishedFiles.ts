import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crc32, gunzipSync } from 'node:zlib';
import type { StoredTensor } from '../weights.ts';
import { writeNumbers } from './weightFiles.ts';

/** The header of a published checkpoint, and what diffusers makes of it: see fixtures/checkpoint-headers/make.py. */
export interface PublishedFile {
  /** Shapes by the names in the file. */
  readonly file: Readonly<Record<string, readonly number[]>>;
  readonly parts: Readonly<Record<string, PublishedPart>>;
}

export interface PublishedPart {
  readonly config: Readonly<Record<string, unknown>>;
  /** Shapes by the names of diffusers; for tiny files a hash of the bytes in their place. */
  readonly tensors: Readonly<Record<string, readonly number[] | string>>;
}

export function publishedFile(name: string): PublishedFile {
  return packedFixture(name);
}

/** A file of fixtures/checkpoint-headers. */
export function packedFixture<T>(name: string): T {
  const path = fileURLToPath(new URL(`../../../../fixtures/checkpoint-headers/${name}.json.gz`, import.meta.url));
  return JSON.parse(gunzipSync(readFileSync(path)).toString());
}

/** Writes a file whose tensors are filled by the rule of make.py. */
export function writeFilled(path: string, { file }: PublishedFile): string {
  return writeNumbers(
    path,
    Object.entries(file).map(([name, shape]) => ({ name, shape, values: filled(name, sizeOf(shape)) })),
  );
}

/** The rule of make.py. */
export function filled(name: string, count: number): Uint16Array<ArrayBuffer> {
  const start = crc32(name);
  return Uint16Array.from({ length: count }, (_, index) => (start + 40_503 * index) % 0x10000);
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** The shape that the network wants a tensor in. */
export function wantedShape({ shape, transposed }: StoredTensor): readonly number[] {
  return transposed ? shape.toReversed() : shape;
}

/** Hash of a tensor of 16 bits as the network wants it, from the bytes of its file. */
export function hashOf(file: Buffer, tensor: StoredTensor): string {
  const bytes = file.subarray(tensor.offset, tensor.offset + tensor.bytes);
  const wanted = tensor.transposed ? transpose(bytes, tensor.shape) : tensor.halvesSwapped ? swapHalves(bytes) : bytes;
  return createHash('sha256').update(wanted).digest('hex').slice(0, 12);
}

function swapHalves(bytes: Buffer): Buffer {
  const half = bytes.length / 2;
  return Buffer.concat([bytes.subarray(half), bytes.subarray(0, half)]);
}

function transpose(bytes: Buffer, [rows = 0, columns = 0]: readonly number[]): Buffer {
  const result = Buffer.alloc(bytes.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      bytes.copy(result, 2 * (column * rows + row), 2 * (row * columns + column), 2 * (row * columns + column) + 2);
    }
  }
  return result;
}
