/** Inner loops over rows in one piece of memory. Addresses and lengths are bytes, multiples of 32. simd.wat says more. */
export interface Kernels {
  readonly memory: { readonly buffer: ArrayBuffer };
  dot(a: number, b: number, bytes: number): number;
  square(a: number, bytes: number): number;
  pair(a: number, b: number, out: number, bytes: number): void;
  dots(a: number, b: number, v: number, out: number, bytes: number): void;
  squares(alpha: number, a: number, beta: number, b: number, bytes: number): number;
  blend(weights: number, rows: number, count: number, stride: number, out: number, bytes: number): void;
  sum(weights: number, rows: number, count: number, stride: number, out: number, bytes: number): void;
  mask(mask: number, a: number, b: number, out: number, bytes: number): void;
}
