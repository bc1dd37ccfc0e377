import { lettersAt, viewOf } from '../../tensor/bytes.ts';
import {
  type AnimationFrame,
  type AnimationIndex,
  type Reach,
  requireFewFrames,
  requireFewParts,
} from './animationIndex.ts';
import type { ByteSource } from './byteSource.ts';

/** Bytes of a part beside the pictures that are looked at. */
const largestPart = 8 * 1024 * 1024;

/** Bits of the first byte of a canvas' description (RFC 9649, 2.7). */
const [hasProfile, hasAlpha] = [0x20, 0x10];

/**
 * The frames of an animated WebP (RFC 9649, 2.3 to 2.7). `shared` is the part with the colour profile.
 * @throws RangeError where it has too many frames, or parts.
 */
export async function webpIndex(source: ByteSource, reach: Reach = {}): Promise<AnimationIndex> {
  const { enough = Number.POSITIVE_INFINITY, most } = reach;
  const frames: AnimationFrame[] = [];
  let [canvas, shared, exif]: (Uint8Array | undefined)[] = [];
  const start = await source.at(0, 12);
  // Its length stands at the beginning.
  const missing = start.length < 12 || 8 + viewOf(start).getUint32(4, true) > source.size;
  let cutShort = false;
  let parts = 0;
  for (let at = 12; at + 8 <= source.size && !cutShort && frames.length < enough; ) {
    requireFewParts(++parts, most);
    const head = await source.at(at, 8);
    const length = viewOf(head).getUint32(4, true);
    const end = at + 8 + length + (length % 2);
    cutShort = at + 8 + length > source.size;
    if (cutShort) break;
    const part = () => source.at(at + 8, Math.min(length, largestPart));
    const kind = lettersAt(head, 0);
    if (kind === 'VP8X') canvas = await part();
    else if (kind === 'ICCP') shared = await source.at(at, end - at <= largestPart ? end - at : 0);
    else if (kind === 'EXIF') exif = await part();
    else if (kind === 'ANMF') {
      const frame = length >= 16 ? frameOf(await source.at(at + 8, 16), at + 24, length - 16) : undefined;
      if (!frame) cutShort = true;
      else frames.push(frame);
      requireFewFrames(frames.length);
    }
    at = end;
  }
  const said = canvas && canvas.length >= 10 ? viewOf(canvas) : undefined;
  return {
    kind: 'WebP',
    width: said ? uint24(said, 4) + 1 : 0,
    height: said ? uint24(said, 7) + 1 : 0,
    frames,
    shared: shared ?? new Uint8Array(),
    ...(exif && { exif }),
    cutShort: cutShort || missing,
  };
}

function frameOf(head: Uint8Array, at: number, length: number): AnimationFrame {
  const view = viewOf(head);
  const flags = head[15] ?? 0;
  return {
    left: 2 * uint24(view, 0),
    top: 2 * uint24(view, 3),
    width: uint24(view, 6) + 1,
    height: uint24(view, 9) + 1,
    delay: uint24(view, 12),
    disposal: flags & 1 ? 'clear' : 'keep',
    over: (flags & 2) === 0,
    pieces: [{ at, length }],
  };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + 65_536 * view.getUint8(at + 2);
}

/** A frame as a WebP of its own, no larger than the frame. */
export function webpStill({ shared }: AnimationIndex, frame: AnimationFrame, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const still = new Uint8Array(30 + shared.length + length);
  const view = viewOf(still);
  letters(still, 0, 'RIFF');
  view.setUint32(4, still.length - 8, true);
  letters(still, 8, 'WEBPVP8X');
  view.setUint32(16, 10, true);
  still[20] = hasAlpha | (shared.length > 0 ? hasProfile : 0);
  view.setUint16(24, (frame.width - 1) & 0xffff, true);
  still[26] = (frame.width - 1) >> 16;
  view.setUint16(27, (frame.height - 1) & 0xffff, true);
  still[29] = (frame.height - 1) >> 16;
  still.set(shared, 30);
  let at = 30 + shared.length;
  for (const part of parts) {
    still.set(part, at);
    at += part.length;
  }
  return still;
}

function letters(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}
