import { crc32 } from 'node:zlib';
import { pngChunks } from '../../../graph/png/pngChunks.ts';
import { viewOf } from '../../../tensor/bytes.ts';

/** Numbers in 0..1, the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Mutation = (file: Uint8Array, random: () => number, other: Uint8Array) => Uint8Array;

const below = (random: () => number, limit: number) => Math.floor(random() * limit);
/** Headers decide the most: half of all places lie in the first 200 bytes. */
const placeIn = (file: Uint8Array, random: () => number) =>
  below(random, random() < 0.5 ? Math.min(200, file.length) : file.length);
const extremes = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];

function flipped(file: Uint8Array, at: number, bit: number): [number, number] {
  return [at, (file[at] ?? 0) ^ (1 << bit)];
}

const mutations: readonly Mutation[] = [
  function flipBits(file, random) {
    for (let i = 0; i <= below(random, 8); i++)
      viewOf(file).setUint8(...flipped(file, placeIn(file, random), below(random, 8)));
    return file;
  },
  function setBytes(file, random) {
    for (let i = 0; i <= below(random, 4); i++) file[placeIn(file, random)] = below(random, 256);
    return file;
  },
  function setNumbers(file, random) {
    const at = placeIn(file, random);
    if (at + 4 > file.length) return file;
    const value = extremes[below(random, extremes.length)] ?? 0;
    if (random() < 0.5) viewOf(file).setUint32(at, value, random() < 0.5);
    else viewOf(file).setUint16(at, value & 0xffff, random() < 0.5);
    return file;
  },
  function cut(file, random) {
    return file.subarray(0, below(random, file.length));
  },
  function leaveOut(file, random) {
    const at = placeIn(file, random);
    return joined(file.subarray(0, at), file.subarray(at + 1 + below(random, 64)));
  },
  function repeat(file, random) {
    const at = placeIn(file, random);
    return joined(file.subarray(0, at + below(random, 64)), file.subarray(at));
  },
  function splice(file, random, other) {
    return joined(file.subarray(0, placeIn(file, random)), other.subarray(placeIn(other, random)));
  },
];

/** The file with one or two faults. The checksums of a PNG are put right again, mostly: else none would get further. */
export function mutated(file: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  let result: Uint8Array = file.slice();
  for (let i = 0; i <= below(random, 2); i++) {
    const mutate = mutations[below(random, mutations.length)];
    if (mutate && result.length > 0) result = mutate(result, random, other);
  }
  if (random() < 0.8) mendChecksums(result);
  return result;
}

function mendChecksums(file: Uint8Array): void {
  for (const { whole } of pngChunks(file).chunks) {
    viewOf(whole).setUint32(whole.length - 4, crc32(whole.subarray(4, -4)));
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
