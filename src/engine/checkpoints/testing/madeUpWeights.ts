import { sizeOf } from '../../../tensor/tensor.ts';

/** The numbers that fixtures/checkpoints/make.py gives a weight, from its place among all numbers. */
export function madeUpWeight(name: string, shape: readonly number[], place: number): Float32Array {
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => uniform(place + i));
  if (shape.length > 1) return scaled(values, Math.fround(Math.sqrt(3 / sizeOf(shape.slice(1)))), 0);
  return name.endsWith('weight') ? scaled(values, 0.25, 1) : scaled(values, 0.125, 0);
}

function scaled(values: Float32Array, scale: number, middle: number): Float32Array {
  return values.map((value) => middle + Math.fround(scale * value));
}

/** In [-1, 1): lowbias32, a hash of 32 bits (https://nullprogram.com/blog/2018/07/31/). */
function uniform(place: number): number {
  let x = place;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  x ^= x >>> 16;
  return (x >>> 8) / 2 ** 23 - 1;
}
