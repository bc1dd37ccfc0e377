import type { Kernels } from './kernels.ts';
import { plainKernels } from './plainKernels.ts';
import { simdBytes } from './simdBytes.ts';

/** As much of WebAssembly as is used here: neither ECMAScript's types nor this layer know it. */
interface WebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Kernels };
}

/**
 * The kernels in WebAssembly; in TypeScript where there is none, or where a page forbids it. Both give the same bits.
 */
export function loadKernels(): Kernels {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly?: WebAssembly };
  if (!WebAssembly) return plainKernels();
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytesOf(simdBytes))).exports;
  } catch {
    return plainKernels();
  }
}

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}
