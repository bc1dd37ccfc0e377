import { blockFormats, isInBlocks } from './blockFormats.ts';
import { GgufError } from './ggufError.ts';

/** A tensor as a GGUF file describes it. */
export interface GgufTensor {
  readonly name: string;
  /** Name of ggml: "F16", "Q4_K". */
  readonly format: string;
  /** The slowest axis first, as everywhere else; GGUF writes it the other way round. */
  readonly shape: readonly number[];
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly bytes: number;
}

export interface GgufHeader {
  readonly tensors: readonly GgufTensor[];
  /** Texts by key. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes that a header may have: those with a vocabulary have a few million. */
export const longestGgufHeader = 100_000_000;
const mostEntries = 100_000;
const longestText = 1_000_000;
const mostAxes = 4;
const usualAlignment = 32;
const largestAlignment = 65_536;

/** What ggml calls its formats, by their numbers; those that are not here are not read. */
const names: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  6: 'Q5_0',
  7: 'Q5_1',
  8: 'Q8_0',
  10: 'Q2_K',
  11: 'Q3_K',
  12: 'Q4_K',
  13: 'Q5_K',
  14: 'Q6_K',
  30: 'BF16',
};

/** Formats of ggml that are known by name and not read. */
const others: Readonly<Record<number, string>> = {
  16: 'IQ2_XXS',
  17: 'IQ2_XS',
  18: 'IQ3_XXS',
  19: 'IQ1_S',
  20: 'IQ4_NL',
  21: 'IQ3_S',
  22: 'IQ2_S',
  23: 'IQ4_XS',
  29: 'IQ1_M',
  34: 'TQ1_0',
  35: 'TQ2_0',
  39: 'MXFP4',
};

const plainBytes: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 };

/** Bytes of the values of metadata by the numbers of their types; texts and lists are not among them. */
const valueBytes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const [wholeType, textType, listType, signedType] = [4, 8, 9, 5];

/** What ComfyUI's converter writes of tensors whose rows it had to lay out anew for their blocks. */
const shapePrefix = 'comfy.gguf.orig_shape.';

/**
 * Reads what the first bytes of a GGUF file (version 2 or 3) say.
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 * @returns undefined where the header goes on beyond these bytes.
 * @throws GgufError that says what is wrong.
 */
export function readGgufHeader(bytes: Uint8Array): GgufHeader | undefined {
  try {
    return describe(bytes);
  } catch (thrown) {
    if (thrown === goesOn) return undefined;
    throw thrown;
  }
}

/** Thrown within, where the bytes end too early. */
const goesOn = new Error('the header goes on');

function describe(bytes: Uint8Array): GgufHeader {
  const read = reader(bytes);
  read.skip(4);
  const version = read.u32();
  if (version !== 2 && version !== 3) throw new GgufError(`a GGUF file of version ${version}, and 2 and 3 are known`);
  const tensorCount = read.count('tensors', mostEntries);
  const keyCount = read.count('keys', mostEntries);
  const { metadata, shapes, alignment } = readMetadata(read, keyCount);
  const described = Array.from({ length: tensorCount }, () => tensorInfo(read));
  const start = Math.ceil(read.position() / alignment) * alignment;
  const tensors = described.map((tensor) => placed(tensor, start, alignment, shapes.get(tensor.name)));
  requireApart(tensors);
  return { tensors, metadata };
}

interface Metadata {
  readonly metadata: Readonly<Record<string, string>>;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly alignment: number;
}

function readMetadata(read: Reader, count: number): Metadata {
  const metadata: [string, string][] = [];
  const shapes = new Map<string, readonly number[]>();
  let alignment = usualAlignment;
  for (let i = 0; i < count; i++) {
    const key = read.text();
    const type = read.u32();
    if (type === textType) metadata.push([key, read.text()]);
    else if (type === listType && key.startsWith(shapePrefix))
      shapes.set(key.slice(shapePrefix.length), shapeList(read));
    else if (type === wholeType && key === 'general.alignment') alignment = alignmentOf(read.u32());
    else skipValue(read, type);
  }
  return { metadata: Object.fromEntries(metadata), shapes, alignment };
}

function alignmentOf(value: number): number {
  if (value > 0 && value <= largestAlignment && (value & (value - 1)) === 0) return value;
  throw new GgufError(`a GGUF file whose tensors are said to begin at multiples of ${value}`);
}

function shapeList(read: Reader): readonly number[] {
  const type = read.u32();
  const count = read.count('axes', mostAxes + 1);
  if (type !== signedType && type !== wholeType)
    throw new GgufError('a GGUF file with a shape that is no list of whole numbers');
  return Array.from({ length: count }, () => read.u32());
}

function skipValue(read: Reader, type: number): void {
  if (type === listType) skipList(read);
  else if (type === textType) read.skipText();
  else read.skip(bytesOf(type));
}

function skipList(read: Reader): void {
  const type = read.u32();
  const count = read.count('values in a list', longestGgufHeader);
  if (type === listType) throw new GgufError('a GGUF file with lists in lists');
  if (type === textType) for (let i = 0; i < count; i++) read.skipText();
  else read.skip(count * bytesOf(type));
}

function bytesOf(type: number): number {
  const bytes = valueBytes[type];
  if (bytes === undefined) throw new GgufError(`a GGUF file with a value of the unknown type ${type}`);
  return bytes;
}

type Described = Omit<GgufTensor, 'bytes'>;

function tensorInfo(read: Reader): Described {
  const name = read.text();
  const axes = read.u32();
  if (axes > mostAxes) throw new GgufError(`a GGUF file with a tensor "${name}" of ${axes} axes`);
  const shape = Array.from({ length: axes }, () => read.count('numbers along an axis', 2 ** 31)).reverse();
  return { name, shape, format: formatOf(read.u32(), name), offset: read.u64() };
}

function formatOf(type: number, name: string): string {
  const format = names[type];
  if (format !== undefined) return format;
  const known = others[type] ?? `type ${type}`;
  throw new GgufError(
    `a GGUF file with numbers in the format ${known} ("${name}"), which Arcspace does not read`,
    `Use the file of this model in one of the formats ${Object.keys(blockFormats).join(', ')}, F16 or BF16.`,
  );
}

function placed(tensor: Described, start: number, alignment: number, said?: readonly number[]): GgufTensor {
  const { name, format, offset } = tensor;
  const numbers = product(tensor.shape);
  if (offset % alignment !== 0)
    throw new GgufError(`a GGUF file whose tensor "${name}" begins at no multiple of ${alignment}`);
  const block = isInBlocks(format) ? blockFormats[format] : { count: 1, bytes: plainBytes[format] ?? 1 };
  if ((tensor.shape.at(-1) ?? 1) % block.count !== 0)
    throw new GgufError(`a GGUF file whose tensor "${name}" has rows that are no whole blocks of ${format}`);
  const shape = said ?? tensor.shape;
  if (product(shape) !== numbers) throw new GgufError(`a GGUF file whose tensor "${name}" has two shapes that differ`);
  return { ...tensor, shape, offset: start + offset, bytes: (numbers / block.count) * block.bytes };
}

function product(shape: readonly number[]): number {
  const numbers = shape.reduce((all, length) => all * length, 1);
  if (numbers > 0 && Number.isSafeInteger(numbers * 4)) return numbers;
  throw new GgufError('a GGUF file with a tensor of no numbers, or of more than there can be');
}

function requireApart(tensors: readonly GgufTensor[]): void {
  const inOrder = tensors.toSorted((a, b) => a.offset - b.offset);
  const seen = new Set<string>();
  let end = 0;
  for (const { name, offset, bytes } of inOrder) {
    if (seen.has(name)) throw new GgufError(`a GGUF file with two tensors called "${name}"`);
    if (offset < end) throw new GgufError(`a GGUF file whose tensor "${name}" lies over another`);
    seen.add(name);
    end = offset + bytes;
  }
}

type Reader = ReturnType<typeof reader>;

function reader(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number) => {
    if (at + length > bytes.length) throw goesOn;
    at += length;
    return at - length;
  };
  const u32 = () => view.getUint32(take(4), true);
  const u64 = () => {
    const value = Number(view.getBigUint64(take(8), true));
    if (!Number.isSafeInteger(value)) throw new GgufError('a GGUF file with a number that no file reaches');
    return value;
  };
  const count = (what: string, most: number) => {
    const value = u64();
    if (value > most) throw new GgufError(`a GGUF file with ${value} ${what}, more than ${most}`);
    return value;
  };
  const textLength = () => count('letters in a text', longestText);
  return {
    position: () => at,
    skip: (length: number) => void take(length),
    u32,
    u64,
    count,
    skipText: () => void take(textLength()),
    text() {
      const length = textLength();
      const start = take(length);
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, start + length));
      } catch {
        throw new GgufError('a GGUF file with a name that is no text');
      }
    },
  };
}
