import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requireFewParts } from './animationIndex.ts';
import { apngIndex } from './apngIndex.ts';
import { type ByteSource, sourceOf } from './byteSource.ts';
import { indexAnimation, isAnimated } from './indexAnimation.ts';

const folder = join(import.meta.dirname, '../../../fixtures/animations');
const fixture = (name: string): Uint8Array => readFileSync(join(folder, name));

/** A part of a PNG, its checksum left at zero. */
function part(kind: string, data = new Uint8Array()): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(kind, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024);
const begun = (...parts: Uint8Array[]) => Buffer.concat([signature, part('IHDR', new Uint8Array(13)), ...parts]);

describe('an APNG that was made to fill the memory', () => {
  it('keeps the first part of each kind, and of all together no more than a few megabytes', async () => {
    const profiles = Array.from({ length: 5 }, () => part('iCCP', megabytes(3)));
    const { shared } = await apngIndex(
      sourceOf(begun(...profiles, part('PLTE', megabytes(3)), part('cICP', megabytes(3)))),
    );
    expect(shared.length).toBe(8 + 25 + 2 * (12 + 3 * 1024 * 1024));
  });

  it('keeps none of the file beside the parts', async () => {
    const file = begun(part('tRNS', Uint8Array.of(7)), part('IEND'));
    const { shared } = await apngIndex(sourceOf(file));
    expect(shared.buffer).not.toBe(file.buffer);
  });
});

/** A GIF of one frame with nothing in it, and what follows. */
function gif(frame: Uint8Array, ...more: Uint8Array[]): Buffer {
  const whole = fixture('disposal.gif');
  const start = whole.indexOf(0x2c);
  return Buffer.concat([whole.subarray(0, start + 11), frame, ...more]);
}

describe('an animated picture that was made to be looked through for ever', () => {
  const webp = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  const most = 1000;
  const comments = (count: number) => Buffer.alloc(3 * count, Uint8Array.of(0x21, 0xfe, 0));

  it.each([
    ['GIF', gif(Buffer.of(0), comments(most))],
    ['APNG', begun(Buffer.alloc(12 * most))],
    ['WebP', Buffer.concat([webp, Buffer.alloc(8 * (most + 1))])],
  ] as const)('is refused where it is made of too many parts: %s', async (kind, bytes) => {
    await expect(indexAnimation(kind, sourceOf(bytes), { most })).rejects.toThrow(/made of more than 1000 parts/);
  });

  it('does not move where no second frame is found among so many', async () => {
    const second = fixture('disposal.gif').subarray(fixture('disposal.gif').indexOf(0x2c));
    const file = gif(Buffer.of(0), comments(most), second);
    expect(await isAnimated(sourceOf(file))).toBe(true);
    expect(await isAnimated(sourceOf(file), { most })).toBe(false);
  });

  it('may be made of a million parts where nothing else is said', () => {
    expect(() => requireFewParts(1_000_000)).not.toThrow();
    expect(() => requireFewParts(1_000_001)).toThrow(/made of more than 1000000 parts/);
  });

  it('is not asked for each of millions of blocks', async () => {
    const { source, seen } = watched(gif(Buffer.alloc(8_000_000, Uint8Array.of(1, 0)), Buffer.of(0, 0x3b)));
    expect((await indexAnimation('GIF', source)).frames).toHaveLength(1);
    expect(seen.questions).toBeLessThan(300);
  });
});

/** Counts how far and how often a file is looked into, of which so many bytes are at hand at once. */
function watched(bytes: Uint8Array, atOnce = bytes.length) {
  const seen = { end: 0, questions: 0 };
  const inner = sourceOf(bytes);
  const noting = (place: number, found: Uint8Array) => {
    seen.end = Math.max(seen.end, place + found.length);
    seen.questions += 1;
    return found;
  };
  const source: ByteSource = {
    size: inner.size,
    at: async (place, length) => noting(place, await inner.at(place, length)),
    atHand: async (place) => noting(place, (await inner.atHand(place)).subarray(0, atOnce)),
  };
  return { source, seen };
}

describe('whether a picture moves', () => {
  it.each(['disposal.gif', 'blending.png', 'blending.webp'])('is known after its second frame: %s', async (name) => {
    const bytes = fixture(name);
    const { source, seen } = watched(bytes, 16);
    expect(await isAnimated(source)).toBe(true);
    expect(seen.end).toBeLessThan(0.85 * bytes.length);
  });

  it.each(['rgb-8.png', 'lossy.webp'])('is denied of one that does not: %s', async (name) => {
    expect(await isAnimated(sourceOf(fixture(`../pictures/${name}`)))).toBe(false);
  });

  it('is looked for while others have their turn', async () => {
    // One frame in blocks of a single byte.
    const file = gif(Buffer.alloc(1_000_000, Uint8Array.of(1, 0)), Buffer.of(0, 0x3b));
    let turns = 0;
    const source = sourceOf(file, async () => {
      turns += 1;
    });
    expect(await isAnimated(source)).toBe(false);
    expect(turns).toBeGreaterThan(5);
  });
});
