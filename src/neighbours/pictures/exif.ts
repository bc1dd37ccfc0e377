import { lettersAt, viewOf } from '../../tensor/bytes.ts';

/** The Encoding standard's decoder, which pages and Node have alike and the ECMAScript library does not type. */
declare const TextDecoder: new (encoding: string) => { decode(bytes: Uint8Array): string };

/** A tag of Exif (JEITA CP-3451) that holds a text. */
export interface ExifText {
  readonly tag: number;
  readonly text: string;
}

const EXIF_FOLDER = 0x8769;
export const USER_COMMENT = 0x9286;
const ASCII = 2;
/** As which programs write the user's comment. */
const BYTES: ReadonlySet<number> = new Set([1, 7]);
const ENTRY = 12;
/** More than any camera writes. */
const MOST_ENTRIES = 1000;

/**
 * The texts among the Exif data of a picture: those of its first folder, and the user's comment. What lies outside of the
 * data is left out.
 * @param data a TIFF header and what follows it, with or without "Exif" before it.
 */
export function exifTexts(data: Uint8Array): ExifText[] {
  const tiff = lettersAt(data, 0) === 'Exif' ? data.subarray(6) : data;
  const order = tiff.length < 8 ? '' : String.fromCharCode(tiff[0] as number, tiff[1] as number);
  if (order !== 'II' && order !== 'MM') return [];
  const reader = readerOf(tiff, order === 'II');
  const first = folderAt(reader, reader.long(4));
  const inner = first.find(({ tag }) => tag === EXIF_FOLDER);
  const comment = inner ? folderAt(reader, inner.value).filter(({ tag }) => tag === USER_COMMENT) : [];
  return [...first, ...comment].flatMap((entry) => {
    const text = textOf(reader, entry);
    return text === undefined ? [] : [{ tag: entry.tag, text }];
  });
}

interface Reader {
  readonly bytes: Uint8Array;
  readonly little: boolean;
  /** 0 where the data ends before it. */
  short(at: number): number;
  long(at: number): number;
}

function readerOf(bytes: Uint8Array, little: boolean): Reader {
  const view = viewOf(bytes);
  return {
    bytes,
    little,
    short: (at) => (at + 2 <= bytes.length ? view.getUint16(at, little) : 0),
    long: (at) => (at + 4 <= bytes.length ? view.getUint32(at, little) : 0),
  };
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  /** Where a text of more than four bytes stands, or the number itself. */
  readonly value: number;
  readonly at: number;
}

function folderAt({ short, long, bytes }: Reader, start: number): Entry[] {
  const fits = Math.max(0, Math.floor((bytes.length - start - 2) / ENTRY));
  const count = Math.min(short(start), fits, MOST_ENTRIES);
  return Array.from({ length: count }, (_, index) => {
    const at = start + 2 + index * ENTRY;
    return { tag: short(at), type: short(at + 2), count: long(at + 4), value: long(at + 8), at: at + 8 };
  });
}

function textOf({ bytes, little }: Reader, { tag, type, count, value, at }: Entry): string | undefined {
  if (type !== ASCII && !(BYTES.has(type) && tag === USER_COMMENT)) return undefined;
  const start = count > 4 ? value : at;
  if (start + count > bytes.length) return undefined;
  const data = bytes.subarray(start, start + count);
  return tag === USER_COMMENT ? commentText(data, little) : decoded('utf-8', withoutEnd(data));
}

/** Eight letters say the encoding. Programs write UTF-16 in the order of the file or the other: zeros tell. */
function commentText(data: Uint8Array, little: boolean): string | undefined {
  const encoding = String.fromCharCode(...data.subarray(0, 8)).replaceAll('\0', '');
  const text = data.subarray(8);
  if (encoding !== 'UNICODE')
    return decoded('utf-8', withoutEnd(encoding === 'ASCII' || encoding === '' ? text : data));
  const zeros = (offset: number) => text.filter((byte, index) => byte === 0 && index % 2 === offset).length;
  const [high, low] = [zeros(0), zeros(1)];
  const bigEndian = high === low ? !little : high > low;
  return decoded(bigEndian ? 'utf-16be' : 'utf-16le', text);
}

function withoutEnd(data: Uint8Array): Uint8Array {
  const end = data.indexOf(0);
  return end < 0 ? data : data.subarray(0, end);
}

function decoded(encoding: string, data: Uint8Array): string {
  return new TextDecoder(encoding).decode(data);
}
