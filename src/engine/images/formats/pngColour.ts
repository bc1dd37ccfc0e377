import { crc32, deflateSync, inflateSync } from 'node:zlib';
import type { PngChunk } from '../../../graph/png/pngChunks.ts';
import { displayP3 } from './displayP3.ts';

/** What the decoder understands of colour. It knows none of `cICP`, which comes before all of them (11.3.2.6). */
const colourTypes = ['iCCP', 'sRGB', 'gAMA', 'cHRM'];
const largestProfile = 4 * 1024 * 1024;

/** The chunks that say what the numbers of a PNG mean as colours, in words that the decoder understands. */
export function colourChunks(chunks: readonly PngChunk[]): Uint8Array[] {
  const coding = chunks.find(({ type }) => type === 'cICP');
  const said = coding && codingPoints[coding.data.subarray(0, 3).join(' ')];
  if (said) return said;
  return chunks
    .filter(({ type, data }) => colourTypes.includes(type) && (type !== 'iCCP' || isSmallProfile(data)))
    .map(({ whole }) => whole);
}

/** A profile that unpacks to a bomb is left out, as browsers do. */
function isSmallProfile(data: Uint8Array): boolean {
  try {
    inflateSync(data.subarray(data.indexOf(0) + 2), { maxOutputLength: largestProfile });
    return true;
  } catch {
    return false;
  }
}

/** A chunk of a PNG with its length and checksum (PNG specification, 5.3). */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const whole = Buffer.alloc(12 + data.length);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), 8 + data.length);
  return whole;
}

/** Primaries, transfer curve and matrix (ITU-T H.273): sRGB, and Display P3 with the curve of sRGB. */
const codingPoints: Readonly<Record<string, Uint8Array[]>> = {
  '1 13 0': [pngChunk('sRGB', Uint8Array.of(0))],
  '12 13 0': [pngChunk('iCCP', Buffer.concat([Buffer.from('Display P3\0\0', 'latin1'), deflateSync(displayP3())]))],
};
