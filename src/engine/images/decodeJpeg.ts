import { decode } from 'jpeg-js';
import { brokenImage, checkDimensions, largestArea } from './imageErrors.ts';
import type { Pixels } from './pixels.ts';

export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/** @throws ArcspaceError naming `path` when the file is broken or too large. */
export function decodeJpeg(bytes: Uint8Array, path: string): Pixels {
  const { width, height } = jpegSize(bytes, path);
  checkDimensions(width, height, path);
  try {
    const { data } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: largestArea / 1e6,
      maxMemoryUsageInMB: 2048,
    });
    return { width, height, channels: 3, data, peak: 255 };
  } catch (thrown) {
    throw brokenImage(path, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** Reads the frame header without decoding: markers until one of the SOF kind (ITU T.81, B.2.2). */
function jpegSize(bytes: Uint8Array, path: string): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 2; offset + 9 < bytes.length; ) {
    const marker = view.getUint16(offset);
    if (isFrameHeader(marker)) return { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) };
    if (marker < 0xff01) break;
    offset += 2 + view.getUint16(offset + 2);
  }
  throw brokenImage(path, 'it has no frame header');
}

/** SOF0..SOF15 without the tables that share their numbers. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
}
