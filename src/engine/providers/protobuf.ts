/** Just enough of the protobuf wire format (varints and length-delimited fields) to write a small ONNX file. */
export type Field = readonly [number: number, value: number | string | Uint8Array | Message];
export type Message = readonly Field[];

export function encodeMessage(message: Message): Uint8Array {
  return concat(message.map(([number, value]) => encodeField(number, value)));
}

function encodeField(number: number, value: Field[1]): Uint8Array {
  if (typeof value === 'number') return Uint8Array.from([...varint(number * 8), ...varint(value)]);
  const bytes = toBytes(value);
  return concat([Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
}

function toBytes(value: string | Uint8Array | Message): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  return value instanceof Uint8Array ? value : encodeMessage(value);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
