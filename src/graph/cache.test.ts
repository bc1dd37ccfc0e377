import { describe, expect, it } from 'vitest';
import { type CachedResult, createCache } from './cache.ts';
import { heldBy } from './heldBytes.ts';

const MEGABYTE = 2 ** 20;
const of = (value: unknown): CachedResult => ({ outputs: { x: value }, warnings: [], files: [] });
const bytes = (megabytes: number) => of(new Uint8Array(megabytes * MEGABYTE));
const inMegabytes = (count: number) => Math.round((100 * count) / MEGABYTE) / 100;

describe('the result cache', () => {
  it('drops the least recently used results beyond its budget', () => {
    const cache = createCache(7 * MEGABYTE);
    cache.set('a', bytes(2));
    cache.set('b', bytes(2));
    cache.get('a');
    cache.set('c', bytes(2));
    cache.set('d', bytes(2));
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true, true]);
    expect(inMegabytes(cache.bytes)).toBe(6);
  });

  it('lets what is beyond a smaller budget go at once, the longest unused first', () => {
    const cache = createCache(10 * MEGABYTE);
    for (const key of ['a', 'b', 'c']) cache.set(key, bytes(2));
    cache.get('a');
    cache.resize(5 * MEGABYTE);
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
    cache.set('huge', bytes(6));
    expect(cache.get('huge')).toBeUndefined();
    cache.resize(10 * MEGABYTE);
    cache.set('huge', bytes(6));
    expect(cache.get('huge')).toBeDefined();
  });

  it('does not keep a result larger than its budget, nor lose the others for it', () => {
    const cache = createCache(4 * MEGABYTE);
    cache.set('a', bytes(1));
    cache.set('huge', bytes(5));
    expect(cache.get('huge')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
    expect(inMegabytes(cache.bytes)).toBe(1);
  });

  it('counts a result once that is set again, and the new one where it is replaced', () => {
    const cache = createCache(100 * MEGABYTE);
    const first = bytes(3);
    cache.set('a', first);
    cache.set('a', first);
    expect(inMegabytes(cache.bytes)).toBe(3);
    cache.set('a', bytes(1));
    expect(inMegabytes(cache.bytes)).toBe(1);
  });

  it('counts memory once that several results share, until the last of them is gone', () => {
    const cache = createCache(100 * MEGABYTE);
    const shared = new Float32Array(MEGABYTE);
    cache.set('a', of(shared));
    cache.set('b', of(shared));
    cache.set('c', of({ one: shared, other: shared }));
    expect(inMegabytes(cache.bytes)).toBe(4);
    cache.set('a', bytes(1));
    cache.set('b', bytes(1));
    expect(inMegabytes(cache.bytes)).toBe(6);
    cache.set('c', bytes(1));
    expect(inMegabytes(cache.bytes)).toBe(3);
  });

  it('holds nothing after it was cleared', () => {
    const cache = createCache(100 * MEGABYTE);
    cache.set('a', bytes(1));
    cache.clear();
    expect(cache.bytes).toBe(0);
    expect(cache.get('a')).toBeUndefined();
  });

  it('tells how much it let go of, and of results that it never took', () => {
    let released = 0;
    const cache = createCache(4 * MEGABYTE, (count) => {
      released += count;
    });
    cache.set('a', bytes(3));
    expect(released).toBe(0);
    cache.set('b', bytes(3));
    expect(inMegabytes(released)).toBe(3);
    cache.set('huge', bytes(9));
    expect(inMegabytes(released)).toBe(12);
    cache.clear();
    expect(inMegabytes(released)).toBe(15);
  });
});

describe('what a value holds', () => {
  const held = (value: unknown) => {
    const { buffers, bytes: rest } = heldBy(value);
    return [...buffers].reduce((sum, buffer) => sum + buffer.byteLength, rest);
  };

  it('is all of the memory that a small part looks at', () => {
    expect(inMegabytes(held(new Float32Array(MEGABYTE).subarray(5, 6)))).toBe(4);
  });

  it('is found however deep it lies, in maps and sets too, and in what refers to itself', () => {
    let value: unknown = new Uint8Array(3 * MEGABYTE);
    for (let depth = 0; depth < 50; depth++) value = [{ value }];
    expect(inMegabytes(held(value))).toBe(3);
    expect(inMegabytes(held(new Map([['a', new Set([new Uint8Array(MEGABYTE)])]])))).toBe(1);
    const ring: Record<string, unknown> = { data: new Uint8Array(MEGABYTE) };
    ring.self = ring;
    expect(inMegabytes(held(ring))).toBe(1);
  });

  it('counts the numbers of a report and the letters of a text', () => {
    expect(inMegabytes(held({ charts: [{ series: [{ x: Array(MEGABYTE).fill(0.5) }] }] }))).toBe(8);
    expect(inMegabytes(held('a'.repeat(MEGABYTE)))).toBe(1);
    expect(inMegabytes(held('字'.repeat(MEGABYTE)))).toBe(2);
  });
});
