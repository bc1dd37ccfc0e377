import type { PictureSize } from '../../../graph/context.ts';
import { viewOf } from '../../../tensor/bytes.ts';
import { brokenImage } from '../imageErrors.ts';
import { type PictureHeader, pictureHeader } from './pictureHeader.ts';

const extension = 0x21;
const image = 0x2c;
const trailer = 0x3b;

/**
 * The screen and the first frame of a GIF (GIF89a, 18 to 22); what follows is left out.
 * @throws ArcspaceError naming `path` when there is no frame.
 */
export function gifHeader(file: Uint8Array, path: string): PictureHeader {
  const view = viewOf(file);
  if (file.length < 13) throw brokenImage(path, 'the file is cut short');
  const sizeAt = (offset: number): PictureSize => ({
    width: view.getUint16(offset, true),
    height: view.getUint16(offset + 2, true),
  });
  const start = firstFrame(file, path);
  const [screen, frame] = [sizeAt(6), sizeAt(start + 5)];
  const [left, top] = [view.getUint16(start + 1, true), view.getUint16(start + 3, true)];
  const data = start + 10 + tableLength(view.getUint8(start + 9)) + 1;
  const end = blocksEnd(file, data);
  return pictureHeader({
    // Decoders make the screen larger where a frame stands out.
    sizes: [{ width: Math.max(screen.width, left + frame.width), height: Math.max(screen.height, top + frame.height) }],
    bytes: Buffer.concat([file.subarray(0, end ?? file.length), Uint8Array.of(trailer)]),
    check: () => checkLength(frame, (end ?? file.length) - data, path),
    warning: end === undefined ? `The picture "${path}" is cut short: its lower part may be missing.` : undefined,
  });
}

/** Where the first frame is described. */
function firstFrame(file: Uint8Array, path: string): number {
  let offset: number | undefined = 13 + tableLength(file[10] ?? 0);
  while (offset !== undefined && offset + 10 <= file.length) {
    if (file[offset] === image) return offset;
    if (file[offset] !== extension) throw brokenImage(path, 'it has a part that does not exist');
    offset = blocksEnd(file, offset + 2);
  }
  throw brokenImage(path, 'the file is cut short');
}

/** Bytes of the colour table that a packed field speaks of. */
function tableLength(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

/** What follows a chain of blocks, each with its length before it, up to an empty one; undefined when it is cut. */
function blocksEnd(file: Uint8Array, start: number): number | undefined {
  for (let offset = start; offset < file.length; ) {
    const length = file[offset] as number;
    offset += 1 + length;
    if (length === 0) return offset;
  }
  return undefined;
}

/** A code of 12 bits, the longest, stands for less than 4096 pixels (GIF89a, appendix F). */
const mostPixelsInByte = 4096 / 1.5;

function checkLength({ width, height }: PictureSize, length: number, path: string): void {
  if (width * height <= length * mostPixelsInByte) return;
  throw brokenImage(path, `${length} bytes are too few for the ${width} x ${height} pixels that it claims`);
}
