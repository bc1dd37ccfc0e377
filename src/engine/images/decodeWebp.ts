import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decode, { init } from '@jsquash/webp/decode.js';
import { once } from '../once.ts';
import { brokenImage, checkDimensions } from './imageErrors.ts';
import type { Pixels } from './pixels.ts';

export function isWebp(bytes: Uint8Array): boolean {
  const letters = (start: number) => String.fromCharCode(...bytes.subarray(start, start + 4));
  return letters(0) === 'RIFF' && letters(8) === 'WEBP';
}

/** @throws ArcspaceError naming `path` when the file is broken or too large. */
export async function decodeWebp(bytes: Uint8Array, path: string): Promise<Pixels> {
  const { width, height } = webpSize(bytes, path);
  checkDimensions(width, height, path);
  await prepare();
  try {
    const picture = await decode(bytes.slice().buffer);
    return { width: picture.width, height: picture.height, channels: 4, data: picture.data, peak: 255 };
  } catch (thrown) {
    throw brokenImage(path, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** The decoder looks for its WebAssembly by `fetch`, which Node cannot do for files: it is handed over. */
const prepare = once(async () => {
  const file = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
  provideImageData();
  await init({ wasmBinary: await readFile(file) });
});

/** The decoder answers with the browser's ImageData; Node has none. */
function provideImageData(): void {
  class NodeImageData {
    constructor(
      readonly data: Uint8ClampedArray,
      readonly width: number,
      readonly height: number,
    ) {}
  }
  const scope = globalThis as { ImageData?: unknown };
  scope.ImageData ??= NodeImageData;
}

/** Canvas size of the three kinds of WebP (RFC 9649, 2.5 to 2.7). */
function webpSize(bytes: Uint8Array, path: string): { width: number; height: number } {
  if (bytes.length < 30) throw brokenImage(path, 'the file is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  if (kind === 'VP8 ') {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  const uint24 = (offset: number) => view.getUint16(offset, true) + view.getUint8(offset + 2) * 65_536;
  if (kind === 'VP8X') return { width: uint24(24) + 1, height: uint24(27) + 1 };
  throw brokenImage(path, 'it is a kind of WebP that does not exist');
}
