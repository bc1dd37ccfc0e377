import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';

/**
 * Plain data as bytes: "ARCD", the version of this format and the length of the head as 32-bit numbers, the head in
 * MessagePack, and behind it the arrays as they lie in memory, each at a multiple of eight. All of it is little-endian, as
 * every machine is that the program runs on. Numbers keep all their bits, -0 and the infinities too.
 */
export interface Packed {
  readonly byteLength: number;
  /** Copies all of it into memory of its own. */
  bytes(): Uint8Array<ArrayBuffer>;
}

const MAGIC = 0x44435241;
const VERSION = 1;
const PREFIX = 12;
const ALIGNMENT = 8;
/** No value has more levels; what has is a circle, or was not written here. */
const DEEPEST = 40;

const kinds = [Float32Array, Float64Array, Uint8Array, Int32Array, Uint32Array] as const;
type Numbers = InstanceType<(typeof kinds)[number]>;

/** Where the arrays of one value lie, counted from the end of its head. */
interface Arrays {
  readonly all: Numbers[];
  readonly behind: Uint8Array<ArrayBuffer>;
  bytes: number;
}

const ARRAY = 1;
const codec = new ExtensionCodec<Arrays>();
codec.register({
  type: ARRAY,
  encode(value, arrays) {
    const kind = kinds.findIndex((each) => value instanceof each);
    if (kind < 0) return null;
    const numbers = value as Numbers;
    arrays.all.push(numbers);
    arrays.bytes += aligned(numbers.byteLength);
    return encode([kind, numbers.length]);
  },
  decode(reference, _type, arrays) {
    const [kind, length] = decode(reference) as number[];
    const Kind = kinds[kind ?? -1];
    if (!Kind || !Number.isSafeInteger(length)) throw new RangeError('no such array');
    const numbers = new Kind(arrays.behind.buffer, arrays.behind.byteOffset + arrays.bytes, length);
    arrays.bytes += aligned(numbers.byteLength);
    return numbers;
  },
});

/** Undefined for what is no plain data: whoever gets the bytes could not make the same of them. */
export function pack(value: unknown): Packed | undefined {
  if (!isPlain(value)) return undefined;
  const arrays: Arrays = { all: [], behind: new Uint8Array(), bytes: 0 };
  const head = encode(value, {
    extensionCodec: codec,
    context: arrays,
    // Integers would lose the sign of -0.
    forceIntegerToFloat: true,
    ignoreUndefined: true,
    maxDepth: DEEPEST + 1,
  });
  const start = aligned(PREFIX + head.byteLength);
  return { byteLength: start + arrays.bytes, bytes: () => laidOut(head, start, arrays) };
}

/** What was packed, its arrays on the memory of `bytes`; undefined for all other bytes, those of other versions too. */
export function unpack(bytes: Uint8Array<ArrayBuffer>): unknown {
  const whole = bytes.byteOffset % ALIGNMENT === 0 ? bytes : bytes.slice();
  if (whole.byteLength < PREFIX) return undefined;
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const end = PREFIX + view.getUint32(8, true);
  const start = aligned(end);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== VERSION || start > whole.byteLength) {
    return undefined;
  }
  const arrays: Arrays = { all: [], behind: whole.subarray(start), bytes: 0 };
  try {
    const value = decode(whole.subarray(PREFIX, end), { extensionCodec: codec, context: arrays });
    return arrays.bytes === arrays.behind.byteLength && isPlain(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function laidOut(head: Uint8Array, start: number, { all, bytes }: Arrays): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(start + bytes);
  const view = new DataView(whole.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, head.byteLength, true);
  whole.set(head, PREFIX);
  let place = start;
  for (const numbers of all) {
    whole.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), place);
    place += aligned(numbers.byteLength);
  }
  return whole;
}

/**
 * Whether a value comes back equal: null, truths, numbers, texts, arrays of numbers, and lists and objects of such.
 * Functions, classes and what refers to itself are none.
 */
function isPlain(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value !== 'object' || depth > DEEPEST) return false;
  if (kinds.some((kind) => value instanceof kind)) return true;
  if (Array.isArray(value)) return Array.from(value).every((each: unknown) => isPlain(each, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.entries(value).every(
    ([name, each]) => name !== '__proto__' && isWellFormed(name) && (each === undefined || isPlain(each, depth + 1)),
  );
}

/** UTF-8 has no bytes for half a surrogate pair. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
