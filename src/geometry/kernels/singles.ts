import { finish, stopsAfter, type Work } from '../../tensor/work.ts';
import type { Kernels } from './kernels.ts';
import { loadKernels } from './loadKernels.ts';

/**
 * Sums over float32 rows, computed in float64. The rows pass through the memory of the kernels stretch by stretch, short
 * enough to stay in the processor's cache, so that it never grows. Rows of one call have one length. Results go to `out`,
 * which may be one of the rows.
 */

const KiB = 1024;
const memory = { weights: 0, out: 64 * KiB, rows: 1088 * KiB, end: 5184 * KiB } as const;
/** Stretches of all rows together. */
const cacheBytes = 512 * KiB;
/** More rows at once leave no room for their weights. */
export const mostRows = memory.out / 8;

interface KernelMemory {
  readonly kernels: Kernels;
  readonly singles: Float32Array;
  readonly doubles: Float64Array;
}

let opened: KernelMemory | undefined;

/** They take a few milliseconds. */
const productsAtOnce = 2 ** 22;

const none = -1;
/** Counts what was laid down, so that rows can tell whether they still lie there. */
let generation = 0;

/** Opened when first needed, so that to import a node compiles nothing. */
function kernelMemory(): KernelMemory {
  if (!opened) {
    const kernels = loadKernels();
    const { buffer } = kernels.memory;
    opened = { kernels, singles: new Float32Array(buffer), doubles: new Float64Array(buffer) };
  }
  return opened;
}

/** sum a_i b_i. */
export function dotSingles(a: Float32Array, b: Float32Array): number {
  const { kernels } = kernelMemory();
  if (a === b) return total([a], (stride) => kernels.square(memory.rows, stride));
  return total([a, b], (stride) => kernels.dot(memory.rows, memory.rows + stride, stride));
}

/** sum (alpha a_i + beta b_i)². */
export function squaresOfSingles(alpha: number, a: Float32Array, beta: number, b: Float32Array): number {
  const { kernels } = kernelMemory();
  return total([a, b], (stride) => kernels.squares(alpha, memory.rows, beta, memory.rows + stride, stride));
}

/** Inner products of all rows with the first `among`, an even number; those of the others with each other are left 0. */
export function gramOfSingles(
  rows: readonly Float32Array[],
  among = rows.length,
  most = stretchOf(rows),
): Float64Array[] {
  return finish(gramOfSinglesInPieces(rows, among, most));
}

/** `gramOfSingles` with stops. Others may use the memory of the kernels meanwhile: then the rows are laid down again. */
export function* gramOfSinglesInPieces(
  rows: readonly Float32Array[],
  among = rows.length,
  most = stretchOf(rows),
): Work<Float64Array[]> {
  const gram = rows.map(() => new Float64Array(rows.length));
  const length = rows[0]?.length ?? 0;
  const isTimeToStop = stopsAfter(productsAtOnce);
  for (let from = 0; from < length; from += most) {
    const count = Math.min(most, length - from);
    let laid = layDown(rows, from, count);
    for (let i = 0; i < rows.length; i += 2) {
      if (isTimeToStop(2 * i * count)) {
        yield;
        if (laid !== generation) laid = layDown(rows, from, count);
      }
      addProducts(gram, i, among, strideOf(count));
    }
  }
  return mirrored(gram);
}

/** Adds what rows i and i + 1, if there is one, have in common with each other and those before them. i is even. */
function addProducts(gram: readonly Float64Array[], i: number, among: number, stride: number): void {
  const { kernels } = kernelMemory();
  const row = (k: number) => memory.rows + k * stride;
  const last = Math.min(i + 1, gram.length - 1);
  for (let k = i; k <= last; k++) {
    for (let j = 0; j < Math.min(i, among); j += 2) {
      kernels.dots(row(j), row(j + 1), row(k), memory.out, stride);
      addTo(gram[k] as Float64Array, j, written(2));
    }
  }
  if (i >= among) return;
  if (last === i) {
    addTo(gram[i] as Float64Array, i, [kernels.square(row(i), stride)]);
    return;
  }
  kernels.pair(row(i), row(last), memory.out, stride);
  const [first = 0, between = 0, second = 0] = written(3);
  addTo(gram[i] as Float64Array, i, [first]);
  addTo(gram[last] as Float64Array, i, [between, second]);
}

/** The numbers that a kernel wrote to its output. */
function written(count: number): Float64Array {
  return kernelMemory().doubles.subarray(memory.out / 8, memory.out / 8 + count);
}

function addTo(line: Float64Array, from: number, products: ArrayLike<number>): void {
  for (let k = 0; k < products.length; k++) line[from + k] = (line[from + k] as number) + (products[k] as number);
}

/** sum_k weights_k rows_k, rounded once to float32. */
export function blendSingles(
  rows: readonly Float32Array[],
  weights: ArrayLike<number>,
  out: Float32Array = new Float32Array(rows[0]?.length ?? 0),
  held = none,
): Float32Array {
  const { kernels, singles, doubles } = kernelMemory();
  doubles.set(weights, memory.weights / 8);
  const write = (stride: number, from: number, count: number) => {
    kernels.blend(memory.weights, memory.rows, rows.length, stride, memory.out, stride);
    out.set(singles.subarray(memory.out / 4, memory.out / 4 + count), from);
  };
  forEachStretch(rows, write, { held });
  return out;
}

/**
 * `gramOfSingles` and `blendSingles` of the same rows, which are laid down once if nothing else was in between. They must
 * not change meanwhile.
 */
export function holdSingles(rows: readonly Float32Array[]): Held {
  let held = none;
  return {
    gram(among) {
      const gram = gramOfSingles(rows, among, roomFor(rows));
      held = generation;
      return gram;
    },
    blend: (weights, out) => blendSingles(rows, weights, out, held),
  };
}

/** Rows from which first inner products and then combinations are wanted. */
export interface Held {
  /** Of all rows with the first `among`, an even number, or with each other. */
  gram(among?: number): Float64Array[];
  blend(weights: ArrayLike<number>, out?: Float32Array): Float32Array;
}

/** sum_k weights_k rows_k in float64. */
export function sumSingles(rows: readonly Float32Array[], weights: ArrayLike<number>): Float64Array {
  const { kernels, doubles } = kernelMemory();
  const result = new Float64Array(rows[0]?.length ?? 0);
  doubles.set(weights, memory.weights / 8);
  forEachStretch(rows, (stride, from, count) => {
    kernels.sum(memory.weights, memory.rows, rows.length, stride, memory.out, stride);
    result.set(written(count), from);
  });
  return result;
}

/** mask_i a_i + (1 - mask_i) b_i, rounded once to float32, for one plane of `mask.length` numbers after the other. */
export function maskSingles(mask: Float32Array, a: Float32Array, b: Float32Array, out: Float32Array): Float32Array {
  const { kernels, singles } = kernelMemory();
  for (let plane = 0; plane < out.length; plane += mask.length) {
    const of = (row: Float32Array) => row.subarray(plane, plane + mask.length);
    forEachStretch([mask, of(a), of(b)], (stride, from, count) => {
      kernels.mask(memory.rows, memory.rows + stride, memory.rows + 2 * stride, memory.out, stride);
      out.set(singles.subarray(memory.out / 4, memory.out / 4 + count), plane + from);
    });
  }
  return out;
}

function total(rows: readonly Float32Array[], partOf: (stride: number) => number): number {
  let sum = 0;
  forEachStretch(rows, (stride) => {
    sum += partOf(stride);
  });
  return sum;
}

/** Numbers of each row that pass through together, so many that all stay in the cache. */
function stretchOf(rows: readonly Float32Array[]): number {
  return Math.floor(cacheBytes / 32 / rows.length) * 8;
}

/** Numbers of each row for which there is room at once. */
function roomFor(rows: readonly Float32Array[]): number {
  const inRows = Math.floor((memory.end - memory.rows) / 32 / rows.length) * 8;
  return Math.min(inRows, (memory.rows - memory.out) / 4);
}

interface Stretches {
  /** Numbers of each row that are laid down at once. */
  readonly most?: number;
  /** What `generation` was when these rows were, if they may lie there whole still. */
  readonly held?: number;
}

/** Lays the same stretch of all rows side by side, `stride` bytes apart and padded with zeros, then the next. */
function forEachStretch(
  rows: readonly Float32Array[],
  visit: (stride: number, from: number, count: number) => void,
  { most = stretchOf(rows), held = none }: Stretches = {},
): void {
  const length = rows[0]?.length ?? 0;
  if (held === generation && length <= roomFor(rows)) {
    visit(strideOf(length), 0, length);
    return;
  }
  for (let from = 0; from < length; from += most) {
    const count = Math.min(most, length - from);
    layDown(rows, from, count);
    visit(strideOf(count), from, count);
  }
}

function strideOf(count: number): number {
  return Math.ceil(count / 8) * 32;
}

/** @returns what `generation` is while they lie there. */
function layDown(rows: readonly Float32Array[], from: number, count: number): number {
  const { singles } = kernelMemory();
  const padded = Math.ceil(count / 8) * 8;
  generation++;
  for (let k = 0, start = memory.rows / 4; k < rows.length; k++, start += padded) {
    const row = rows[k] as Float32Array;
    singles.set(count === row.length ? row : row.subarray(from, from + count), start);
    if (count < padded) singles.fill(0, start + count, start + padded);
  }
  return generation;
}

function mirrored(lower: Float64Array[]): Float64Array[] {
  lower.forEach((row, i) => {
    for (let j = 0; j < i; j++) (lower[j] as Float64Array)[i] = row[j] as number;
  });
  return lower;
}
