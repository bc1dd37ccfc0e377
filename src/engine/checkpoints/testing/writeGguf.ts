import { writeFileSync } from 'node:fs';

/** A tensor as it is to lie in a GGUF file. */
export interface GgufEntry {
  readonly name: string;
  /** Number of ggml. */
  readonly type: number;
  /** The slowest axis first. */
  readonly shape: readonly number[];
  readonly content: Uint8Array;
}

const alignment = 32;

/** Writes a GGUF file of version 3 with texts and whole numbers as its metadata. @returns its path. */
export function writeGguf(
  file: string,
  tensors: readonly GgufEntry[],
  metadata: Readonly<Record<string, string | number>> = {},
): string {
  writeFileSync(file, ggufBytes(tensors, metadata));
  return file;
}

export function ggufBytes(
  tensors: readonly GgufEntry[],
  metadata: Readonly<Record<string, string | number>> = {},
): Uint8Array<ArrayBuffer> {
  const keys = Object.entries(metadata);
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(keys.length)];
  for (const [key, value] of keys) {
    if (typeof value === 'string') head.push(text(key), u32(8), text(value));
    else head.push(text(key), u32(4), u32(value));
  }
  let offset = 0;
  for (const { name, type, shape, content } of tensors) {
    head.push(text(name), u32(shape.length), ...shape.toReversed().map(u64), u32(type), u64(offset));
    offset += padded(content.length);
  }
  const header = Buffer.concat(head);
  return new Uint8Array(Buffer.concat([filled(header), ...tensors.map(({ content }) => filled(content))]));
}

const padded = (length: number) => Math.ceil(length / alignment) * alignment;
const filled = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
