import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apngIndex } from './apngIndex.ts';
import { type ByteSource, sourceOf } from './byteSource.ts';
import { isAnimated } from './indexAnimation.ts';

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
const control = () => part('fcTL', new Uint8Array(26));
const begun = (...parts: Uint8Array[]) => Buffer.concat([signature, part('IHDR', new Uint8Array(13)), ...parts]);

describe('an APNG that was made to fill the memory', () => {
  it('is refused where its frames together lie in too many pieces', async () => {
    const frame = Buffer.concat([control(), Buffer.alloc(12 * 600_000, part('fdAT'))]);
    await expect(apngIndex(sourceOf(begun(frame, frame)))).rejects.toThrow(/more than 1000000 pieces/);
  });

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

/** Counts how far a file is looked into. */
function watched(bytes: Uint8Array) {
  const seen = { end: 0 };
  const inner = sourceOf(bytes);
  const source: ByteSource = {
    size: inner.size,
    async at(place, length) {
      const found = await inner.at(place, length);
      seen.end = Math.max(seen.end, place + found.length);
      return found;
    },
  };
  return { source, seen };
}

describe('whether a picture moves', () => {
  it.each(['disposal.gif', 'blending.png', 'blending.webp'])('is known after its second frame: %s', async (name) => {
    const bytes = fixture(name);
    const { source, seen } = watched(bytes);
    expect(await isAnimated(source)).toBe(true);
    expect(seen.end).toBeLessThan(0.85 * bytes.length);
  });

  it.each(['rgb-8.png', 'lossy.webp'])('is denied of one that does not: %s', async (name) => {
    expect(await isAnimated(sourceOf(fixture(`../pictures/${name}`)))).toBe(false);
  });

  it('is looked for while others have their turn', async () => {
    // One frame in blocks of a single byte.
    const blocks = Buffer.alloc(20_000, Uint8Array.of(1, 0));
    const gif = fixture('disposal.gif');
    const start = gif.indexOf(0x2c);
    const file = Buffer.concat([gif.subarray(0, start + 11), blocks, Buffer.of(0, 0x3b)]);
    let turns = 0;
    const source = sourceOf(file, async () => {
      turns += 1;
    });
    expect(await isAnimated(source)).toBe(false);
    expect(turns).toBeGreaterThan(5);
  });
});
