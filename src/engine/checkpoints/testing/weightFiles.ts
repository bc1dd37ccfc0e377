import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
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
  const header = Buffer.from(JSON.stringify(described));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  mkdirSync(dirname(file), { recursive: true });
  const open = openSync(file, 'w');
  try {
    writeSync(open, Buffer.concat([length, header]));
    ftruncateSync(open, 8 + header.length + end);
  } finally {
    closeSync(open);
  }
  return file;
}
