import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { avifHeader } from './avifHeader.ts';
import { deepPeak } from './pictureHeader.ts';

const uint16 = (value: number) => Buffer.of(value >> 8, value & 255);
const uint32 = (value: number) => Buffer.concat([uint16(Math.floor(value / 65_536)), uint16(value % 65_536)]);
const box = (type: string, ...data: Uint8Array[]) => {
  const inside = Buffer.concat(data);
  return Buffer.concat([uint32(inside.length + 8), Buffer.from(type), inside]);
};
const ispe = (width: number, height: number) => box('ispe', uint32(0), uint32(width), uint32(height));
const sizesOf = (...parts: Uint8Array[]) => avifHeader(Buffer.concat(parts), 'a.avif').sizes;

const fixture = readFileSync(new URL('../../../../fixtures/pictures/plain.avif', import.meta.url));
/** Those of a picture of 40 by 24. */
const coded = fixture.subarray(fixture.indexOf('mdat') + 4);

const refusal = {
  code: 'broken-image',
  message: 'The picture "a.avif" is broken: it names no size.',
  remedy: 'Open it in an image program and save it again as PNG or JPEG, or choose another one.',
  place: { file: 'a.avif' },
};
const refused = (...parts: Uint8Array[]) => expect(() => sizesOf(...parts)).toThrow(expect.objectContaining(refusal));

describe('the sizes of an AVIF are all that it names', () => {
  it('in its properties', () => {
    expect(sizesOf(ispe(40, 24), ispe(70_000, 80_000))).toEqual([
      { width: 40, height: 24 },
      { width: 70_000, height: 80_000 },
    ]);
  });

  it('in the entry of a sequence', () => {
    const entry = (...more: Uint8Array[]) => box('av01', Buffer.alloc(24), uint16(600), uint16(300), ...more);
    expect(sizesOf(entry())).toEqual([{ width: 600, height: 300 }]);
    const inside = [Buffer.alloc(50), ispe(8, 9)];
    expect(sizesOf(entry(...inside))).toEqual([
      { width: 600, height: 300 },
      { width: 8, height: 9 },
    ]);
  });

  it('in the boxes that hold others, each behind what it has of its own', () => {
    const found = sizesOf(
      box('meta', uint32(0), box('iprp', box('ipco', ispe(1, 2)))),
      box('moov', box('trak', box('mdia', box('minf', box('stbl', box('stsd', Buffer.alloc(8), ispe(3, 4))))))),
    );
    expect(found).toEqual([
      { width: 1, height: 2 },
      { width: 3, height: 4 },
    ]);
  });

  it('and not in boxes of other kinds', () => {
    expect(sizesOf(box('free', ispe(1, 2)), ispe(3, 4))).toEqual([{ width: 3, height: 4 }]);
  });

  it('no deeper than eight boxes within each other', () => {
    const deep = (depth: number): Buffer => (depth === 0 ? ispe(1, 2) : box('iprp', deep(depth - 1)));
    expect(sizesOf(deep(8))).toEqual([{ width: 1, height: 2 }]);
    refused(deep(9));
  });

  it('in the coded data, where items and chunks say that it begins', () => {
    const configuration = box('av1C', Buffer.alloc(4), coded);
    expect(sizesOf(configuration)).toEqual([{ width: 40, height: 24 }]);
    const chunks = (place: number) => box('stco', uint32(0), uint32(1), uint32(place));
    expect(sizesOf(chunks(28), box('mdat', coded))).toEqual([{ width: 40, height: 24 }]);
    const item = (place: number) =>
      box('iloc', uint32(0), Buffer.of(0x44, 0), uint16(1), uint16(1), uint16(0), uint16(1), uint32(place), uint32(9));
    expect(sizesOf(item(38), box('mdat', coded))).toEqual([{ width: 40, height: 24 }]);
    refused(box('free', uint32(0), uint32(1), uint32(28)), box('mdat', coded));
  });

  it('at no more than 64 places', () => {
    const chunks = (count: number, last: number) =>
      box(
        'stco',
        uint32(0),
        uint32(count),
        ...Array.from({ length: count }, (_, i) => uint32(i < count - 1 ? 0 : last)),
      );
    const place = (count: number) => 8 + 8 + 4 * count + 8;
    const sizes = (count: number) => sizesOf(chunks(count, place(count)), box('mdat', coded), ispe(1, 2));
    expect(sizes(64)).toContainEqual({ width: 40, height: 24 });
    expect(sizes(65)).not.toContainEqual({ width: 40, height: 24 });
  });
});

describe('how long a box is', () => {
  it('stands behind its type in 8 bytes where it says 1', () => {
    const long = Buffer.concat([
      uint32(1),
      Buffer.from('ispe'),
      uint32(0),
      uint32(28),
      uint32(0),
      uint32(5),
      uint32(6),
    ]);
    expect(sizesOf(long, ispe(1, 2))).toEqual([
      { width: 5, height: 6 },
      { width: 1, height: 2 },
    ]);
    refused(Buffer.concat([uint32(1), Buffer.from('ispe'), uint32(0)]));
  });

  it('is up to the end where it says 0', () => {
    const open = Buffer.concat([uint32(0), Buffer.from('ispe'), uint32(0), uint32(5), uint32(6)]);
    expect(sizesOf(open, ispe(1, 2))).toEqual([{ width: 5, height: 6 }]);
  });

  it('is at least that of its beginning: what comes behind a shorter one is not read', () => {
    expect(sizesOf(ispe(1, 2), uint32(8), Buffer.from('free'), ispe(3, 4))).toHaveLength(2);
    expect(sizesOf(ispe(1, 2), uint32(7), Buffer.from('free'), ispe(3, 4))).toEqual([{ width: 1, height: 2 }]);
  });
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['half a beginning', Buffer.from('\0\0\0\x08fre', 'latin1')],
  ['a size of 11 bytes', box('ispe', Buffer.alloc(11))],
  ['an entry of 27 bytes', box('av01', Buffer.alloc(27))],
])('%s names no size, and is refused', (_, file) => refused(file));

it.each([
  [0, 1],
  [1, 6],
  [2, 1],
  [3, 6],
])('a picture that is turned by %i quarters has the orientation %i', (quarters, orientation) => {
  const file = Buffer.concat([ispe(1, 2), box('irot', Buffer.of(quarters))]);
  expect(avifHeader(file, 'a.avif')).toMatchObject({ orientation, peak: deepPeak, bytes: file });
});

it('a turn that is not said is none, and other boxes say nothing of turns', () => {
  expect(avifHeader(Buffer.concat([ispe(1, 2), box('irot')]), 'a.avif').orientation).toBe(1);
  expect(avifHeader(Buffer.concat([ispe(1, 2), box('imir', Buffer.of(1))]), 'a.avif').orientation).toBe(1);
});
