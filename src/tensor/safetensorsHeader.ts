import { bfloat16, float8E4M3, float8E5M2, float16 } from './halfFloats.ts';
import { sizeOf } from './tensor.ts';
import { bytesToUtf8 } from './utf8.ts';

export interface NumberFormat {
  readonly bytes: number;
  /** Whole numbers that float32 does not hold all of. */
  readonly large?: true;
  read(view: DataView, offset: number): number;
}

/** Number formats by the names that safetensors gives them, the most usual first. */
export const formats = {
  F64: { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  F32: { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  F16: { bytes: 2, read: (view, offset) => float16(view.getUint16(offset, true)) },
  BF16: { bytes: 2, read: (view, offset) => bfloat16(view.getUint16(offset, true)) },
  F8_E4M3: { bytes: 1, read: (view, offset) => float8E4M3(view.getUint8(offset)) },
  F8_E5M2: { bytes: 1, read: (view, offset) => float8E5M2(view.getUint8(offset)) },
  I64: { bytes: 8, large: true, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  I32: { bytes: 4, large: true, read: (view, offset) => view.getInt32(offset, true) },
  I16: { bytes: 2, read: (view, offset) => view.getInt16(offset, true) },
  I8: { bytes: 1, read: (view, offset) => view.getInt8(offset) },
  U64: { bytes: 8, large: true, read: (view, offset) => Number(view.getBigUint64(offset, true)) },
  U32: { bytes: 4, large: true, read: (view, offset) => view.getUint32(offset, true) },
  U16: { bytes: 2, read: (view, offset) => view.getUint16(offset, true) },
  U8: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
  BOOL: { bytes: 1, read: (view, offset) => Number(view.getUint8(offset) !== 0) },
} as const satisfies Record<string, NumberFormat>;

export type FormatName = keyof typeof formats;

/** The header starts after its own length. */
export const lengthBytes = 8;
/** The format's own limit, in bytes. */
export const longestHeader = 100_000_000;

/** One tensor as the header describes it; offsets count from the end of the header. */
export interface Entry {
  readonly name: string;
  readonly format: FormatName;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Bytes of data that the tensors cover, without holes or overlaps, from the end of the header on. */
  readonly dataBytes: number;
}

/**
 * Reads the header of a file that is whole in memory.
 * @returns the header, and where the data begins.
 * @throws SafetensorsError that says what is wrong, for anything but a header whose tensors cover the data exactly.
 */
export function readHeader(file: Uint8Array, view: DataView): Header & { readonly dataStart: number } {
  const length = headerLength(view, file.length);
  const dataStart = lengthBytes + length;
  const header = parseHeader(textOf(file.subarray(lengthBytes, dataStart)));
  const dataBytes = file.length - dataStart;
  const beyond = header.entries.find(({ end }) => end > dataBytes);
  if (beyond) throw fault(`tensor "${beyond.name}" reaches byte ${beyond.end} of ${dataBytes} bytes of data`);
  requireNothingAfter(header, dataBytes);
  return { ...header, dataStart };
}

/** What the first eight bytes say. @throws SafetensorsError for a header that cannot be in a file of so many bytes. */
export function headerLength(view: DataView, fileBytes: number): number {
  if (fileBytes < lengthBytes) throw fault(`it has ${fileBytes} bytes, too few for a header length`);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(fileBytes - lengthBytes))
    throw fault(`its header of ${length} bytes reaches beyond the end of the file`);
  if (length > longestHeader) throw fault(`its header of ${length} bytes is longer than the format allows`);
  return Number(length);
}

export function requireNothingAfter(header: Header, dataBytes: number): void {
  if (header.dataBytes < dataBytes) throw fault(`${dataBytes - header.dataBytes} bytes at its end belong to no tensor`);
}

/** Reads the JSON of a header. @throws SafetensorsError that says what is wrong with it. */
export function parseHeader(text: string): Header {
  const { __metadata__: metadata, ...described } = parseObject(text);
  const entries = Object.entries(described).map(([name, description]) => readEntry(name, description));
  return { entries, metadata: readMetadata(metadata), dataBytes: coveredBytes(entries) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return bytesToUtf8(bytes);
  } catch (error) {
    throw notJson(error);
  }
}

/** What a header that is not even text is refused with. */
export function notJson(cause: unknown): SafetensorsError {
  return fault('its header is not JSON in UTF-8', cause);
}

function parseObject(text: string): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text, refuseProto);
  } catch (error) {
    throw error instanceof SafetensorsError ? error : notJson(error);
  }
  if (!isObject(json)) throw fault('its header is not a JSON object');
  return json;
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw fault('its header has a __proto__ key');
  return value;
}

function readEntry(name: string, description: unknown): Entry {
  if (!isObject(description)) throw fault(`tensor "${name}" is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = description;
  const format = formatCalled(String(dtype), name);
  if (!isCounts(shape)) throw fault(`tensor "${name}" has no valid shape`);
  if (!isCounts(offsets) || offsets.length !== 2) throw fault(`tensor "${name}" has no valid data_offsets`);
  const [begin, end] = offsets as readonly [number, number];
  const needed = sizeOf(shape) * formats[format].bytes;
  if (end - begin !== needed) {
    throw fault(
      `tensor "${name}" of shape [${shape.join(', ')}] needs ${needed} bytes, its offsets span ${end - begin}`,
    );
  }
  return { name, format, shape, begin, end };
}

function formatCalled(dtype: string, name: string): FormatName {
  if (Object.hasOwn(formats, dtype)) return dtype as FormatName;
  throw fault(`tensor "${name}" has the unknown dtype ${dtype}; known are ${Object.keys(formats).join(', ')}`);
}

/** The format wants the data covered without holes or overlaps. */
function coveredBytes(entries: readonly Entry[]): number {
  let covered = 0;
  let previous = '';
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin < covered) throw fault(`tensors "${previous}" and "${name}" overlap`);
    if (begin > covered) throw fault(`${begin - covered} bytes before tensor "${name}" belong to no tensor`);
    covered = end;
    previous = name;
  }
  return covered;
}

function readMetadata(metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isObject(metadata)) throw fault('its __metadata__ is not an object');
  const entries = Object.entries(metadata);
  for (const [key, value] of entries) {
    if (typeof value !== 'string') throw fault(`its __metadata__ entry "${key}" is not text`);
  }
  return Object.fromEntries(entries) as Record<string, string>;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

export class SafetensorsError extends Error {}

export function fault(reason: string, cause?: unknown): SafetensorsError {
  return new SafetensorsError(`not a valid safetensors file: ${reason}`, cause === undefined ? {} : { cause });
}
