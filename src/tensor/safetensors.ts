import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Entry, fault, formats, lengthBytes, type NumberFormat, readHeader } from './safetensorsHeader.ts';
import { floats, sizeOf, type Tensor } from './tensor.ts';
import { inStretches, type Work } from './work.ts';

/** The contents of a .safetensors file: https://github.com/huggingface/safetensors#format. */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a file; every dtype arrives as float32 (F64 is rounded, integers must fit).
 * @throws Error that says what is wrong with the file.
 */
export function* parseSafetensors(file: Uint8Array): Work<SafetensorsFile> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { entries, metadata, dataStart } = readHeader(file, view);
  const tensors = new Map<string, Tensor>();
  for (const entry of entries) tensors.set(entry.name, yield* readTensor(view, dataStart, entry));
  return { tensors, metadata };
}

/**
 * Writes float32 tensors. Keys are sorted, so the same contents give the same bytes.
 * @throws Error for a tensor called `__metadata__`, which the format keeps for itself, or `__proto__`.
 */
export function* serializeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Work<Uint8Array> {
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const header: [string, unknown][] = [];
  if (Object.keys(metadata).length > 0)
    header.push(['__metadata__', Object.fromEntries(Object.entries(metadata).sort())]);
  let offset = 0;
  for (const [name, { data, shape }] of sorted) {
    if (name === '__metadata__' || name === '__proto__') throw fault(`a tensor cannot be called ${name}`);
    header.push([name, { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] }]);
    offset += data.byteLength;
  }
  const json = JSON.stringify(Object.fromEntries(header));
  return yield* assemble(
    padded(utf8ToBytes(json)),
    sorted.map(([, tensor]) => tensor),
    offset,
  );
}

function padded(json: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  bytes.set(json);
  return bytes;
}

function* assemble(header: Uint8Array, tensors: readonly Tensor[], dataBytes: number): Work<Uint8Array> {
  const file = new Uint8Array(lengthBytes + header.length + dataBytes);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  file.set(header, lengthBytes);
  let offset = lengthBytes + header.length;
  for (const { data } of tensors) {
    const begin = offset;
    yield* inStretches(data.length, (from, to) => {
      for (let i = from; i < to; i++) view.setFloat32(begin + 4 * i, data[i] as number, true);
    });
    offset += data.byteLength;
  }
  return file;
}

function* readTensor(view: DataView, dataStart: number, { name, format, shape, begin }: Entry): Work<Tensor> {
  const data = floats(sizeOf(shape));
  const { bytes, read, large }: NumberFormat = formats[format];
  yield* inStretches(data.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const value = read(view, dataStart + begin + i * bytes);
      if (large && Math.fround(value) !== value)
        throw fault(`tensor "${name}" holds ${value}, which float32 cannot hold exactly`);
      data[i] = value;
    }
  });
  return { data, shape };
}
