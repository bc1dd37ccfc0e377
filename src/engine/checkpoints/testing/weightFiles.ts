import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { type FormatName, formats } from '../../../tensor/safetensorsHeader.ts';

export interface WrittenTensor {
  readonly shape: readonly number[];
  readonly format?: FormatName;
}

/**
 * Writes a .safetensors file whose numbers are all zero and take no room on the disk, however large it is.
 * @returns its path.
 */
export function writeZeros(
  file: string,
  tensors: Readonly<Record<string, WrittenTensor | readonly number[]>>,
  metadata: Readonly<Record<string, string>> = {},
): string {
  const described: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  let end = 0;
  for (const [name, given] of Object.entries(tensors)) {
    const { shape, format = 'F16' } = 'shape' in given ? given : { shape: given };
    const begin = end;
    end += shape.reduce((product, length) => product * length, 1) * formats[format].bytes;
    described[name] = { dtype: format, shape, data_offsets: [begin, end] };
  }
  const header = headerBytes(described);
  mkdirSync(dirname(file), { recursive: true });
  const open = openSync(file, 'w');
  try {
    writeSync(open, header);
    ftruncateSync(open, header.length + end);
  } finally {
    closeSync(open);
  }
  return file;
}

export interface Numbers {
  readonly name: string;
  readonly shape: readonly number[];
  /** Bits of float16 numbers, or float32 numbers. */
  readonly values: Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** Writes a .safetensors file with numbers. @returns its path. */
export function writeNumbers(
  file: string,
  tensors: readonly Numbers[],
  metadata: Readonly<Record<string, string>> = {},
): string {
  const described: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const dtype = values instanceof Uint16Array ? 'F16' : 'F32';
    described[name] = { dtype, shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  mkdirSync(dirname(file), { recursive: true });
  const chunks = tensors.map(({ values }) => new Uint8Array(values.buffer));
  writeFileSync(file, Buffer.concat([headerBytes(described), ...chunks]));
  return file;
}

function headerBytes(described: object): Buffer {
  const header = Buffer.from(JSON.stringify(described));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header]);
}
