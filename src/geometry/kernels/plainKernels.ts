import type { Kernels } from './kernels.ts';

const memoryBytes = 81 * 65536;

/** simd.wat in TypeScript: the same sums in the same order. */
export function plainKernels(): Kernels {
  const buffer = new ArrayBuffer(memoryBytes);
  const singles = new Float32Array(buffer);
  const doubles = new Float64Array(buffer);
  const at = (address: number, i: number) => singles[address / 4 + i] as number;
  const weigh = (weights: number, rows: number, count: number, stride: number, i: number) => {
    let sum = 0;
    for (let k = 0; k < count; k++) sum += (doubles[weights / 8 + k] as number) * at(rows + k * stride, i);
    return sum;
  };
  const dot = (a: number, b: number, bytes: number) => inEightParts(bytes / 4, (i) => at(a, i) * at(b, i));
  return {
    memory: { buffer },
    dot,
    square: (a, bytes) => dot(a, a, bytes),
    pair(a, b, out, bytes) {
      doubles.set([dot(a, a, bytes), dot(a, b, bytes), dot(b, b, bytes)], out / 8);
    },
    dots(a, b, v, out, bytes) {
      doubles.set([dot(a, v, bytes), dot(b, v, bytes)], out / 8);
    },
    squares: (alpha, a, beta, b, bytes) => inEightParts(bytes / 4, (i) => (alpha * at(a, i) + beta * at(b, i)) ** 2),
    blend(weights, rows, count, stride, out, bytes) {
      for (let i = 0; i < bytes / 4; i++) singles[out / 4 + i] = weigh(weights, rows, count, stride, i);
    },
    sum(weights, rows, count, stride, out, bytes) {
      for (let i = 0; i < bytes / 4; i++) doubles[out / 8 + i] = weigh(weights, rows, count, stride, i);
    },
    mask(mask, a, b, out, bytes) {
      for (let i = 0; i < bytes / 4; i++) {
        const m = at(mask, i);
        singles[out / 4 + i] = m * at(a, i) + (1 - m) * at(b, i);
      }
    },
  };
}

function inEightParts(count: number, term: (i: number) => number): number {
  const parts = new Float64Array(8);
  for (let i = 0; i < count; i++) parts[i % 8] = (parts[i % 8] as number) + term(i);
  const [s0 = 0, s1 = 0, t0 = 0, t1 = 0, u0 = 0, u1 = 0, v0 = 0, v1 = 0] = parts;
  return s0 + t0 + (u0 + v0) + (s1 + t1 + (u1 + v1));
}
