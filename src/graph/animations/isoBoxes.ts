import { lettersAt, viewOf } from '../../tensor/bytes.ts';
import type { ByteSource } from './byteSource.ts';

/** A box of ISO base media (ISO/IEC 14496-12): MP4, MOV, AVIF. */
export interface Box {
  readonly type: string;
  /** Where its content lies. */
  readonly begin: number;
  readonly end: number;
}

/** The boxes that follow each other in a part of a file. */
export async function* boxesIn(source: ByteSource, from: number, to: number): AsyncGenerator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const head = await source.at(at, 16);
    if (head.length < 8) return;
    const view = viewOf(head);
    const short = view.getUint32(0);
    const long = short === 1 && head.length === 16;
    const length = long ? Number(view.getBigUint64(8)) : short === 0 ? to - at : short;
    if (length < (long ? 16 : 8)) return;
    const end = Math.min(to, at + length);
    yield { type: lettersAt(head, 4), begin: at + (long ? 16 : 8), end };
    at = end;
  }
}
