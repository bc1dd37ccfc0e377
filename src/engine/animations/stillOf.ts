import { crc32 } from 'node:zlib';
import type { AnimationFrame, AnimationIndex } from '../../graph/animations/animationIndex.ts';
import { apngStill } from '../../graph/animations/apngIndex.ts';
import type { ByteSource } from '../../graph/animations/byteSource.ts';
import { gifStill } from '../../graph/animations/gifIndex.ts';
import { webpStill } from '../../graph/animations/webpIndex.ts';
import { viewOf } from '../../tensor/bytes.ts';
import { pngChunk } from '../images/formats/pngColour.ts';

/** Bytes of an encoded frame: more than the largest that is taken in has without any compression. */
const largestFrame = 256 * 1024 * 1024;

/** A frame of an animated picture as a picture file of the same kind. @throws Error saying what is wrong with it. */
export async function stillOf(index: AnimationIndex, frame: AnimationFrame, source: ByteSource): Promise<Uint8Array> {
  const length = frame.pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length > largestFrame) throw new Error('it is too large');
  const parts: Uint8Array[] = [];
  for (const piece of frame.pieces) parts.push(await source.at(piece.at, piece.length));
  if (index.kind === 'GIF') return gifStill(index, frame, parts);
  if (index.kind === 'WebP') return webpStill(index, frame, parts);
  if (!parts.every(isSound)) throw new Error('its checksum (CRC) is wrong');
  return apngStill(index, frame, parts, pngChunk);
}

/** Whether the checksum of a part of a PNG is right. */
function isSound(part: Uint8Array): boolean {
  return crc32(part.subarray(4, -4)) === viewOf(part).getUint32(part.length - 4);
}
