import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** A field of a message as its bytes: its number, the whole of it, and what a length-delimited one holds. */
export interface Field {
  readonly number: number;
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

/**
 * The fields of a message; nothing is copied.
 * @param most a message of more fields is refused: two bytes are enough for one, and each takes a hundred here.
 * @throws Error for bytes that are no message, one that is cut, and one of too many fields.
 */
export function readFields(message: Uint8Array, most = Number.POSITIVE_INFINITY): Field[] {
  const fields: Field[] = [];
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    if (fields.length >= most) throw new RangeError(`it has more than ${most.toLocaleString('en')} fields`);
    const start = reader.pos;
    const [number, wireType] = reader.tag();
    const content = wireType === WireType.LengthDelimited ? reader.bytes() : reader.skip(wireType, number);
    fields.push({ number, whole: message.subarray(start, reader.pos), content });
  }
  return fields;
}

/** Repeated whole numbers, packed or one by one. */
export function wholeNumbers(fields: readonly Field[], number: number): number[] {
  return fields.filter((field) => field.number === number).flatMap(({ content }) => varints(content));
}

function varints(content: Uint8Array): number[] {
  const reader = new BinaryReader(content);
  const values: number[] = [];
  while (reader.pos < reader.len) values.push(Number(reader.int64()));
  return values;
}

export function texts(fields: readonly Field[], number: number): string[] {
  const decoder = new TextDecoder();
  return fields.filter((field) => field.number === number).map(({ content }) => decoder.decode(content));
}
