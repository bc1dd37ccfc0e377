import { lettersAt, viewOf } from '../../tensor/bytes.ts';
import {
  type AnimationFrame,
  type AnimationIndex,
  type Reach,
  requireFewFrames,
  requireFewParts,
} from './animationIndex.ts';
import type { ByteSource, Piece } from './byteSource.ts';

/** Parts that say how the numbers of all frames become colours. */
const sharedParts: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'iCCP', 'sRGB', 'gAMA', 'cHRM', 'cICP']);
/** Bytes of all such parts together, and of what is said of the camera. */
const largestParts = 8 * 1024 * 1024;

interface Chunk {
  readonly kind: string;
  /** Where it begins, with its length. */
  readonly at: number;
  /** Of its data. */
  readonly length: number;
}

/**
 * The frames of an animated PNG (PNG specification, third edition, 11.3.6). `shared` is a PNG of all parts before the first
 * pixels that count for every frame, the first of each kind. Pieces are parts with their checksums.
 * @throws RangeError where it has too many frames, or parts.
 */
export async function apngIndex(source: ByteSource, reach: Reach = {}): Promise<AnimationIndex> {
  const { enough = Number.POSITIVE_INFINITY, most } = reach;
  const frames: AnimationFrame[] = [];
  const shared = new Map([['', (await source.at(0, 8)).slice()]]);
  let sharedBytes = 0;
  let exif: Uint8Array | undefined;
  let open: { frame: AnimationFrame; pieces: Piece[] } | undefined;
  let [ended, sound, pixels] = [false, true, false];
  const close = () => {
    if (open && open.pieces.length > 0) frames.push({ ...open.frame, pieces: open.pieces });
    open = undefined;
    requireFewFrames(frames.length);
  };
  for await (const { kind, at, length } of chunksOf(source, most)) {
    const whole = () => source.at(at, length + 12);
    if (sharedParts.has(kind) && !pixels && !shared.has(kind) && sharedBytes + length <= largestParts) {
      sharedBytes += length;
      shared.set(kind, (await whole()).slice());
    } else if (kind === 'eXIf' && length <= largestParts) exif = (await whole()).slice(8, -4);
    else if (kind === 'fcTL') {
      close();
      const frame = length === 26 ? frameOf(await source.at(at + 8, 26)) : undefined;
      sound = frame !== undefined;
      if (frame) open = { frame, pieces: [] };
    } else if (kind === 'IDAT' || kind === 'fdAT') {
      open?.pieces.push({ at, length: length + 12 });
    }
    pixels ||= kind === 'IDAT';
    ended = kind === 'IEND';
    if (ended || !sound || frames.length >= enough) break;
  }
  // The last frame of a file without an end may lack some of its parts.
  if (ended || !sound) close();
  const head = concatenated([...shared.values()]);
  const { width, height } = sizeIn(head);
  return { kind: 'APNG', width, height, frames, shared: head, ...(exif && { exif }), cutShort: !ended };
}

async function* chunksOf(source: ByteSource, most?: number): AsyncGenerator<Chunk> {
  let parts = 0;
  for (let at = 8; at + 12 <= source.size; ) {
    requireFewParts(++parts, most);
    const head = await source.at(at, 8);
    const length = viewOf(head).getUint32(0);
    if (at + 12 + length > source.size) return;
    yield { kind: lettersAt(head, 4), at, length };
    at += 12 + length;
  }
}

const disposals = ['keep', 'clear', 'restore'] as const;

/** Undefined for what does not exist. */
function frameOf(control: Uint8Array): AnimationFrame | undefined {
  const view = viewOf(control);
  const [width, height, left, top] = [4, 8, 12, 16].map((place) => view.getUint32(place)) as [
    number,
    number,
    number,
    number,
  ];
  const disposal = disposals[view.getUint8(24)];
  const blend = view.getUint8(25);
  if (!disposal || blend > 1) return undefined;
  const delay = (1000 * view.getUint16(20)) / (view.getUint16(22) || 100);
  return { left, top, width, height, delay, disposal, over: blend === 1, pieces: [] };
}

function sizeIn(head: Uint8Array) {
  if (head.length < 24 || lettersAt(head, 12) !== 'IHDR') return { width: 0, height: 0 };
  const view = viewOf(head);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Makes a part of a PNG with its length and checksum. */
export type MakeChunk = (type: string, data: Uint8Array) => Uint8Array;

/** A frame as a PNG of its own, no larger than the frame. */
export function apngStill(
  { shared }: AnimationIndex,
  { width, height }: AnimationFrame,
  parts: readonly Uint8Array[],
  chunk: MakeChunk,
): Uint8Array {
  const header = shared.slice(16, 29);
  viewOf(header).setUint32(0, width);
  viewOf(header).setUint32(4, height);
  // The data of later frames begin with their number in the sequence.
  const pixels = parts.map((part) => {
    const data = part.subarray(8, -4);
    return lettersAt(part, 4) === 'fdAT' ? chunk('IDAT', data.subarray(4)) : part;
  });
  const ending = chunk('IEND', new Uint8Array());
  return concatenated([shared.subarray(0, 8), chunk('IHDR', header), shared.subarray(33), ...pixels, ending]);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
