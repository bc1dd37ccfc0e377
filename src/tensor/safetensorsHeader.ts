import { bfloat16, float16 } from './halfFloats.ts';
import { sizeOf } from './tensor.ts';
import { bytesToUtf8 } from './utf8.ts';

export interface NumberFormat {
  readonly bytes: number;
  read(view: DataView, offset: number): number;
}

export const formats: ReadonlyMap<string, NumberFormat> = new Map([
  ['F64', { bytes: 8, read: (view: DataView, offset: number) => view.getFloat64(offset, true) }],
  ['F32', { bytes: 4, read: (view: DataView, offset: number) => view.getFloat32(offset, true) }],
  ['F16', { bytes: 2, read: (view: DataView, offset: number) => float16(view.getUint16(offset, true)) }],
  ['BF16', { bytes: 2, read: (view: DataView, offset: number) => bfloat16(view.getUint16(offset, true)) }],
  ['I64', { bytes: 8, read: (view: DataView, offset: number) => Number(view.getBigInt64(offset, true)) }],
  ['U8', { bytes: 1, read: (view: DataView, offset: number) => view.getUint8(offset) }],
]);

/** The header starts after its own length. */
export const lengthBytes = 8;
/** The format's own limit. */
const longestHeader = 100_000_000;

/** One tensor as the header describes it; offsets count from the end of the header. */
export interface Entry {
  readonly name: string;
  readonly format: NumberFormat;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the data begins in the file. */
  readonly dataStart: number;
}

/** @throws Error that says what is wrong, for anything but a header whose tensors cover the data exactly. */
export function readHeader(file: Uint8Array, view: DataView): Header {
  const { json, dataStart } = splitHeader(file, view);
  const { __metadata__: metadata, ...described } = json;
  const entries = Object.entries(described).map(([name, description]) => readEntry(name, description));
  checkLayout(entries, file.length - dataStart);
  return { entries, metadata: readMetadata(metadata), dataStart };
}

function splitHeader(file: Uint8Array, view: DataView): { json: Record<string, unknown>; dataStart: number } {
  if (file.length < lengthBytes) throw fault(`it has ${file.length} bytes, too few for a header length`);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(file.length - lengthBytes))
    throw fault(`its header of ${length} bytes reaches beyond the end of the file`);
  if (length > longestHeader) throw fault(`its header of ${length} bytes is longer than the format allows`);
  const dataStart = lengthBytes + Number(length);
  return { json: parseHeader(file.subarray(lengthBytes, dataStart)), dataStart };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(bytesToUtf8(bytes), refuseProto);
  } catch (error) {
    throw error instanceof SafetensorsError ? error : fault('its header is not JSON in UTF-8', error);
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
  const format = formats.get(String(dtype));
  if (!format)
    throw fault(`tensor "${name}" has the unknown dtype ${String(dtype)}; known are ${[...formats.keys()].join(', ')}`);
  if (!isCounts(shape)) throw fault(`tensor "${name}" has no valid shape`);
  if (!isCounts(offsets) || offsets.length !== 2) throw fault(`tensor "${name}" has no valid data_offsets`);
  const [begin, end] = offsets as readonly [number, number];
  const needed = sizeOf(shape) * format.bytes;
  if (end - begin !== needed) {
    throw fault(
      `tensor "${name}" of shape [${shape.join(', ')}] needs ${needed} bytes, its offsets span ${end - begin}`,
    );
  }
  return { name, format, shape, begin, end };
}

/** The format wants the data covered without holes or overlaps. */
function checkLayout(entries: readonly Entry[], dataBytes: number): void {
  let covered = 0;
  let previous = '';
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > dataBytes) throw fault(`tensor "${name}" reaches byte ${end} of ${dataBytes} bytes of data`);
    if (begin < covered) throw fault(`tensors "${previous}" and "${name}" overlap`);
    if (begin > covered) throw fault(`${begin - covered} bytes before tensor "${name}" belong to no tensor`);
    covered = end;
    previous = name;
  }
  if (covered !== dataBytes) throw fault(`${dataBytes - covered} bytes at its end belong to no tensor`);
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
