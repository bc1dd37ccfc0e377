import { describe, expect, it } from 'vitest';
import type { RawFrame } from './codecs.ts';
import type { FrameSource } from './frameSource.ts';
import { createKeptFrames } from './keptFrames.ts';

/** Frames of 300 bytes of a film that says they take one. */
const film = { frameBytes: 1, entryOf: () => 0 } as unknown as FrameSource;
const frame = (width: number) => ({ width, data: new Uint8Array(300) }) as unknown as RawFrame;

describe('frames that are larger than the film says', () => {
  it('are kept as far as they fit, the last of them', () => {
    const kept = createKeptFrames(1000);
    expect(kept.begin(film, 9)).toBe(0);
    for (let index = 0; index <= 9; index++) kept.add(frame(index));
    const widths = Array.from({ length: 10 }, (_, index) => kept.at(index)?.width);
    expect(widths).toEqual([...Array.from({ length: 7 }), 7, 8, 9]);
  });

  it('are begun with near the one that is wanted from then on', () => {
    const kept = createKeptFrames(1000);
    kept.begin(film, 9);
    kept.add(frame(0));
    expect(kept.begin(film, 9)).toBe(7);
  });

  it('are not kept where not even one fits', () => {
    const kept = createKeptFrames(100);
    kept.begin(film, 1);
    kept.add(frame(0));
    kept.add(frame(1));
    expect([kept.at(0), kept.at(1)]).toEqual([undefined, undefined]);
  });
});
