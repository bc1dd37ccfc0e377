import type { FileWindow } from './fileWindow.ts';

/** One field of a protobuf message: a number, or where its content lies. */
export interface FieldAt {
  readonly number: number;
  /** The value of a varint, 0 for other fields. */
  readonly value: number;
  readonly start: number;
  /** May lie beyond the end of the message when the file is cut. */
  readonly end: number;
}

/** Thrown for bytes that are no protobuf message. */
export class NotProtobuf extends Error {}

/** A tag and a length of at most ten bytes each. */
const longestHeader = 20;

/**
 * The fields of the message between two positions of a file; contents are skipped, not read.
 * @throws NotProtobuf
 */
export async function* protobufFields(file: FileWindow, start: number, end: number): AsyncGenerator<FieldAt> {
  for (let at = start; at < end; ) {
    const field = fieldFrom(await file.read(at, longestHeader), at);
    yield field;
    at = field.end;
  }
}

function fieldFrom(header: Uint8Array, at: number): FieldAt {
  const tag = varint(header, 0);
  const number = Math.floor(tag.value / 8);
  if (number === 0) throw new NotProtobuf();
  const start = at + tag.end;
  switch (tag.value % 8) {
    case 0: {
      const { value, end } = varint(header, tag.end);
      return { number, value, start, end: at + end };
    }
    case 1:
      return { number, value: 0, start, end: start + 8 };
    case 2: {
      const length = varint(header, tag.end);
      return { number, value: 0, start: at + length.end, end: at + length.end + length.value };
    }
    case 5:
      return { number, value: 0, start, end: start + 4 };
    default:
      throw new NotProtobuf();
  }
}

function varint(bytes: Uint8Array, from: number): { value: number; end: number } {
  let value = 0;
  for (let i = from, factor = 1; i < bytes.length && i < from + 10; i++, factor *= 128) {
    const byte = bytes[i] ?? 0;
    value += (byte % 128) * factor;
    if (byte < 128) return { value, end: i + 1 };
  }
  throw new NotProtobuf();
}
