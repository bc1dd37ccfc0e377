import { inflateSync } from 'node:zlib';
import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import { brokenImage, checkDimensions } from './imageErrors.ts';
import type { Pixels } from './pixels.ts';
import { type PngChunk, pngChunks, pngSignature } from './pngChunks.ts';

/** The decoder is shown only what makes pixels: text, colour profiles and the like could hold bombs of their own. */
const pixelChunks = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/**
 * @throws ArcspaceError naming `path` for anything that is not a whole and sane PNG. Sizes are checked before anything is
 * unpacked, and nothing unpacks to more than its size says.
 */
export function decodePng(bytes: Uint8Array, path: string): Pixels {
  const chunks = pngChunks(bytes, path).filter(({ type }) => pixelChunks.includes(type));
  checkHeader(chunks, path);
  try {
    const slim = new Uint8Array(Buffer.concat([pngSignature, ...chunks.map(({ whole }) => whole)]));
    return toPixels(decode(slim, { checkCrc: true }));
  } catch (thrown) {
    throw brokenImage(path, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const indexed = 3;
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function checkHeader(chunks: readonly PngChunk[], path: string): void {
  const header = chunks[0];
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw brokenImage(path, 'it has no header');
  const view = new DataView(header.data.buffer, header.data.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  checkDimensions(width, height, path);
  if (view.getUint8(9) === indexed && !chunks.some(({ type }) => type === 'PLTE')) {
    throw brokenImage(path, 'it has no palette');
  }
  const bitsPerPixel = view.getUint8(8) * (channelsOf[view.getUint8(9)] ?? 0);
  const interlaced = view.getUint8(12) === 1;
  checkPixelData(chunks, { width, height, bitsPerPixel, interlaced }, path);
}

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly interlaced: boolean;
}

/** Unpacks the pixel data once with a limit: the decoder itself knows none, and fills what is missing with black. */
function checkPixelData(chunks: readonly PngChunk[], layout: Layout, path: string): void {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const { width, height, bitsPerPixel, interlaced } = layout;
  const size = height * (1 + Math.ceil((width * bitsPerPixel) / 8));
  // Adam7 adds rows and rounds each up to whole bytes: less than 15 bytes for each row in sum.
  const limit = interlaced ? size + 15 * height + 64 : size;
  const unpacked = inflate(packed, limit, path);
  if (unpacked < size && !interlaced) throw brokenImage(path, 'some of its pixels are missing');
}

function inflate(packed: Buffer, limit: number, path: string): number {
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(limit, 1) }).length;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw brokenImage(path, 'it holds more pixels than its size says');
    throw brokenImage(path, 'its pixel data cannot be unpacked');
  }
}

/** Any of the PNG kinds as 1 to 4 channels of 8 or 16 bits. */
function toPixels(png: DecodedPng): Pixels {
  if (png.palette) {
    const rgb = convertIndexedToRgb(png);
    const channels = png.palette[0]?.length ?? 3;
    return { width: png.width, height: png.height, channels, data: Uint8Array.from(rgb), peak: 255 };
  }
  const { width, height, channels } = png;
  if (png.depth < 8) return { width, height, channels, data: unpackBits(png), peak: 2 ** png.depth - 1 };
  return { width, height, channels, data: png.data, peak: 2 ** png.depth - 1 };
}

/** Grey of 1, 2 or 4 bits: several pixels in a byte, the first in the high bits, rows from whole bytes. */
function unpackBits({ data, width, height, depth }: DecodedPng): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const bit = (i % width) * depth;
    const byte = data[Math.floor(i / width) * rowBytes + (bit >> 3)] ?? 0;
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}
