import type { Kernels } from './kernels.ts';
import { loadKernels } from './loadKernels.ts';

/**
 * Sums over float32 rows, computed in float64. The rows pass through the memory of the kernels stretch by stretch, short
 * enough to stay in the processor's cache, so that it never grows. Rows of one call have one length.
 */

const memory = { weights: 0, out: 64 * 1024, rows: 1024 * 1024 } as const;
const outBytes = memory.rows - memory.out;
const rowBytes = 512 * 1024;
/** More rows at once leave no room for their weights. */
export const mostRows = memory.out / 8;

interface Bench {
  readonly kernels: Kernels;
  readonly singles: Float32Array;
  readonly doubles: Float64Array;
}

let opened: Bench | undefined;

const none = -1;
/** Counts what was laid down, so that rows can tell whether they still lie there. */
let laidDown = 0;

/** Opened when first needed, so that to import a node compiles nothing. */
function bench(): Bench {
  if (!opened) {
    const kernels = loadKernels();
    const { buffer } = kernels.memory;
    opened = { kernels, singles: new Float32Array(buffer), doubles: new Float64Array(buffer) };
  }
  return opened;
}

/** sum a_i b_i. */
export function dotSingles(a: Float32Array, b: Float32Array): number {
  const { kernels } = bench();
  if (a === b) return total([a], (stride) => kernels.dot(memory.rows, memory.rows, stride));
  return total([a, b], (stride) => kernels.dot(memory.rows, memory.rows + stride, stride));
}

/** sum (alpha a_i + beta b_i)². */
export function squaresOfSingles(alpha: number, a: Float32Array, beta: number, b: Float32Array): number {
  const { kernels } = bench();
  return total([a, b], (stride) => kernels.squares(alpha, memory.rows, beta, memory.rows + stride, stride));
}

/** Inner products of all pairs of rows. */
export function gramOfSingles(rows: readonly Float32Array[]): Float64Array[] {
  const gram = rows.map(() => new Float64Array(rows.length));
  forEachStretch(rows, (stride) => {
    for (let i = 0; i < rows.length; i += 2) addProducts(gram, i, stride);
  });
  return mirrored(gram);
}

/** Adds what rows i and i + 1, if there is one, have in common with each other and those before them. */
function addProducts(gram: readonly Float64Array[], i: number, stride: number): void {
  const { kernels, doubles } = bench();
  const row = (k: number) => memory.rows + k * stride;
  const add = (k: number, j: number, product: number) => {
    const line = gram[k] as Float64Array;
    line[j] = (line[j] as number) + product;
  };
  const last = Math.min(i + 1, gram.length - 1);
  for (let k = i; k <= last; k++) {
    for (let j = 0; j < i; j++) add(k, j, kernels.dot(row(k), row(j), stride));
  }
  if (last === i) {
    add(i, i, kernels.dot(row(i), row(i), stride));
    return;
  }
  kernels.pair(row(i), row(last), memory.out, stride);
  const [first = 0, between = 0, second = 0] = doubles.subarray(memory.out / 8, memory.out / 8 + 3);
  add(i, i, first);
  add(last, i, between);
  add(last, last, second);
}

/** sum_k weights_k rows_k, rounded once to float32. */
export function blendSingles(rows: readonly Float32Array[], weights: ArrayLike<number>, held = none): Float32Array {
  const { kernels, doubles } = bench();
  doubles.set(weights, memory.weights / 8);
  const write = (stride: number, out: number) => {
    kernels.blend(memory.weights, memory.rows, rows.length, stride, out, stride);
  };
  return written(rows, write, held);
}

/**
 * `gramOfSingles` and `blendSingles` of the same rows, which are laid down once if nothing else was in between. They must
 * not change meanwhile.
 */
export function holdSingles(rows: readonly Float32Array[]): Held {
  let held = none;
  return {
    gram() {
      const gram = gramOfSingles(rows);
      held = laidDown;
      return gram;
    },
    blend: (weights) => blendSingles(rows, weights, held),
  };
}

/** Rows from which first inner products and then combinations are wanted. */
export interface Held {
  gram(): Float64Array[];
  blend(weights: ArrayLike<number>): Float32Array;
}

/** sum_k weights_k rows_k in float64. */
export function sumSingles(rows: readonly Float32Array[], weights: ArrayLike<number>): Float64Array {
  const { kernels, doubles } = bench();
  const result = new Float64Array(rows[0]?.length ?? 0);
  doubles.set(weights, memory.weights / 8);
  forEachStretch(rows, (stride, from, count) => {
    kernels.sum(memory.weights, memory.rows, rows.length, stride, memory.out, stride);
    result.set(doubles.subarray(memory.out / 8, memory.out / 8 + count), from);
  });
  return result;
}

/** mask_i a_i + (1 - mask_i) b_i, rounded once to float32. */
export function maskSingles(mask: Float32Array, a: Float32Array, b: Float32Array): Float32Array {
  const { kernels } = bench();
  return written([mask, a, b], (stride, out) => {
    kernels.mask(memory.rows, memory.rows + stride, memory.rows + 2 * stride, out, stride);
  });
}

/**
 * What a kernel writes, stretch by stretch. A slice of the memory is the quickest new array: its numbers are copied and
 * not set to zero before. Results too long for that are put together.
 */
function written(
  rows: readonly Float32Array[],
  write: (stride: number, out: number) => void,
  held = none,
): Float32Array {
  const length = rows[0]?.length ?? 0;
  const { kernels, singles } = bench();
  if (length * 4 <= outBytes - 32) {
    forEachStretch(rows, (stride, from) => write(stride, memory.out + from * 4), held);
    return new Float32Array(kernels.memory.buffer.slice(memory.out, memory.out + length * 4));
  }
  const result = new Float32Array(length);
  forEachStretch(rows, (stride, from, count) => {
    write(stride, memory.out);
    result.set(singles.subarray(memory.out / 4, memory.out / 4 + count), from);
  });
  return result;
}

function total(rows: readonly Float32Array[], partOf: (stride: number) => number): number {
  let sum = 0;
  forEachStretch(rows, (stride) => {
    sum += partOf(stride);
  });
  return sum;
}

/**
 * Lays the same stretch of all rows side by side, `stride` bytes apart and padded with zeros, then the next.
 * @param held what `laidDown` was when these rows were, if they may lie there whole still.
 */
function forEachStretch(
  rows: readonly Float32Array[],
  visit: (stride: number, from: number, count: number) => void,
  held = none,
): void {
  const length = rows[0]?.length ?? 0;
  const most = Math.floor(rowBytes / 32 / rows.length) * 8;
  const stillThere = held === laidDown && length <= most;
  for (let from = 0; from < length; from += most) {
    const count = Math.min(most, length - from);
    if (!stillThere) layDown(rows, from, count);
    visit(Math.ceil(count / 8) * 32, from, count);
  }
}

function layDown(rows: readonly Float32Array[], from: number, count: number): void {
  const { singles } = bench();
  const padded = Math.ceil(count / 8) * 8;
  laidDown++;
  for (let k = 0, start = memory.rows / 4; k < rows.length; k++, start += padded) {
    const row = rows[k] as Float32Array;
    singles.set(count === row.length ? row : row.subarray(from, from + count), start);
    if (count < padded) singles.fill(0, start + count, start + padded);
  }
}

function mirrored(lower: Float64Array[]): Float64Array[] {
  lower.forEach((row, i) => {
    for (let j = 0; j < i; j++) (lower[j] as Float64Array)[i] = row[j] as number;
  });
  return lower;
}
