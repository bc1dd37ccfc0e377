import { viewOf } from '../../tensor/bytes.ts';
import {
  type AnimationFrame,
  type AnimationIndex,
  type Reach,
  requireFewFrames,
  requireFewParts,
} from './animationIndex.ts';
import type { ByteSource } from './byteSource.ts';

const extension = 0x21;
const image = 0x2c;
const control = 0xf9;
const trailer = 0x3b;

/** What a control block says of the frame after it (GIF89a, 23). */
type Control = Pick<AnimationFrame, 'delay' | 'disposal' | 'over' | 'transparent'>;
const uncontrolled: Control = { delay: 0, disposal: 'keep', over: false };

/**
 * The frames of a GIF (GIF89a, 17 to 27). `shared` is the head of the file with the palette of all frames.
 * @throws RangeError where it has too many frames, or parts.
 */
export async function gifIndex(source: ByteSource, reach: Reach = {}): Promise<AnimationIndex> {
  const { enough = Number.POSITIVE_INFINITY, most } = reach;
  const screen = await source.at(0, 13);
  const frames: AnimationFrame[] = [];
  const shared = await source.at(0, 13 + tableLength(screen[10] ?? 0));
  let said = uncontrolled;
  let at = 13 + tableLength(screen[10] ?? 0);
  let ended = false;
  for (let parts = 1; !ended && frames.length < enough; parts++) {
    requireFewParts(parts, most);
    const [kind, label] = await source.at(at, 2);
    ended = kind === trailer;
    if (kind !== extension && kind !== image) break;
    const end: number | undefined = await (kind === image ? imageEnd(source, at) : blocksEnd(source, at + 2));
    if (end === undefined) break;
    if (kind === image) {
      frames.push(frameOf(await source.at(at, 10), { at, length: end - at }, said));
      said = uncontrolled;
      requireFewFrames(frames.length);
    } else if (label === control) {
      said = controlOf(await source.at(at + 3, 4));
    }
    at = end;
  }
  return { kind: 'GIF', ...sizeOf(screen, frames[0]), frames, shared, cutShort: !ended };
}

/** Browsers make the screen larger where the first frame stands out. */
function sizeOf(screen: Uint8Array, first: AnimationFrame | undefined) {
  const view = viewOf(screen);
  if (screen.length < 13) return { width: 0, height: 0 };
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)];
  return {
    width: Math.max(width, first ? first.left + first.width : 0),
    height: Math.max(height, first ? first.top + first.height : 0),
  };
}

const disposals = ['keep', 'keep', 'clear', 'restore'] as const;

function controlOf(block: Uint8Array): Control {
  const [packed = 0, low = 0, high = 0, transparent = 0] = block;
  const over = (packed & 1) === 1;
  return {
    delay: 10 * (low + 256 * high),
    disposal: disposals[(packed >> 2) & 7] ?? 'keep',
    over,
    ...(over && { transparent }),
  };
}

function frameOf(head: Uint8Array, piece: AnimationFrame['pieces'][number], said: Control): AnimationFrame {
  const view = viewOf(head);
  return {
    left: view.getUint16(1, true),
    top: view.getUint16(3, true),
    width: view.getUint16(5, true),
    height: view.getUint16(7, true),
    ...said,
    pieces: [piece],
  };
}

/** Bytes of the colour table that a packed field speaks of. */
function tableLength(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

async function imageEnd(source: ByteSource, at: number): Promise<number | undefined> {
  const head = await source.at(at, 10);
  return head.length < 10 ? undefined : blocksEnd(source, at + 11 + tableLength(head[9] ?? 0));
}

/** What follows a chain of blocks, each with its length before it, up to an empty one; undefined where it is cut. */
async function blocksEnd(source: ByteSource, start: number): Promise<number | undefined> {
  for (let at = start; ; ) {
    const held = await source.atHand(at);
    if (held.length === 0) return undefined;
    let next = 0;
    while (next < held.length) {
      const length = held[next] as number;
      next += 1 + length;
      if (length === 0) return at + next;
    }
    at += next;
  }
}

/** A frame as a GIF of its own, no larger than the frame. */
export function gifStill({ shared }: AnimationIndex, frame: AnimationFrame, [data]: readonly Uint8Array[]): Uint8Array {
  const still = new Uint8Array(shared.length + 8 + (data?.length ?? 0) + 1);
  still.set(shared);
  const { transparent } = frame;
  still.set([extension, control, 4, transparent === undefined ? 0 : 1, 0, 0, transparent ?? 0, 0], shared.length);
  if (data) still.set(data, shared.length + 8);
  const view = viewOf(still);
  const descriptor = shared.length + 8;
  for (const [place, value] of [
    [6, frame.width],
    [8, frame.height],
    [descriptor + 1, 0],
    [descriptor + 3, 0],
  ] as const) {
    view.setUint16(place, value, true);
  }
  still[still.length - 1] = trailer;
  return still;
}
