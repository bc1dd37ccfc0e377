import type { PictureSize } from '../../../graph/context.ts';

const sequenceHeader = 1;

/** The units before a frame: what comes later is for players. */
const mostUnits = 8;

/** The sizes that sequence headers at the start of AV1 data name (AV1 specification, 5.3 to 5.5): what a decoder makes room for. */
export function av1Sizes(data: Uint8Array): PictureSize[] {
  const sizes: PictureSize[] = [];
  for (let offset = 0, unit = 0; offset < data.length && unit < mostUnits; unit++) {
    const head = data[offset] as number;
    const start = offset + (head & 4 ? 2 : 1);
    const { value, next } = head & 2 ? leb128(data, start) : { value: data.length - start, next: start };
    if (((head >> 3) & 15) === sequenceHeader) sizes.push(sizeIn(data.subarray(next, next + value)));
    offset = next + value;
  }
  return sizes;
}

/** A number of seven bits in each byte, the lowest first (4.10.5). */
function leb128(data: Uint8Array, start: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = data[start + i] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: start + i + 1 };
  }
  return { value, next: start + 8 };
}

/** Sequence header (5.5.1) up to the largest frame that it announces. */
function sizeIn(data: Uint8Array): PictureSize {
  const read = bitReader(data);
  read(4);
  if (read(1) === 1) read(5);
  else skipOperatingPoints(read);
  const [widthBits, heightBits] = [read(4) + 1, read(4) + 1];
  return { width: read(widthBits) + 1, height: read(heightBits) + 1 };
}

type BitReader = (count: number) => number;

function skipOperatingPoints(read: BitReader): void {
  const modelBits = read(1) === 1 ? skipTiming(read) : 0;
  const hasDelay = read(1) === 1;
  const points = read(5) + 1;
  for (let i = 0; i < points; i++) {
    read(12);
    if (read(5) > 7) read(1);
    if (modelBits > 0 && read(1) === 1) read(2 * modelBits + 1);
    if (hasDelay && read(1) === 1) read(4);
  }
}

/** @returns how long the delays of a decoder model are, in bits; 0 without one. */
function skipTiming(read: BitReader): number {
  read(64);
  if (read(1) === 1) skipVariableLength(read);
  if (read(1) === 0) return 0;
  const modelBits = read(5) + 1;
  read(42);
  return modelBits;
}

/** As many bits after the first one as there are zeros before it (4.10.3). */
function skipVariableLength(read: BitReader): void {
  let zeros = 0;
  while (zeros < 32 && read(1) === 0) zeros++;
  read(zeros);
}

/** Bits from the highest on; zeros behind the end. */
function bitReader(data: Uint8Array): BitReader {
  let at = 0;
  return (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value = value * 2 + (((data[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
}
