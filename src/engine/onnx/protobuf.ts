import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Writes the fields of one message. */
export type Content = (writer: BinaryWriter) => void;

export function messageOf(content: Content): Uint8Array {
  const writer = new BinaryWriter();
  content(writer);
  return writer.finish();
}

export function messageField(writer: BinaryWriter, field: number, content: Content): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  content(writer);
  writer.join();
}

export function textField(writer: BinaryWriter, field: number, text: string): void {
  writer.tag(field, WireType.LengthDelimited).string(text);
}

export function bytesField(writer: BinaryWriter, field: number, bytes: Uint8Array): void {
  writer.tag(field, WireType.LengthDelimited).bytes(bytes);
}

export function wholeField(writer: BinaryWriter, field: number, value: number | bigint): void {
  writer.tag(field, WireType.Varint).int64(value);
}

export function floatField(writer: BinaryWriter, field: number, value: number): void {
  writer.tag(field, WireType.Bit32).float(value);
}
