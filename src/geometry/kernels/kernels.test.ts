import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compile } from '../../../tools/kernels/compile.mjs';
import { gaussian } from '../testing/arbitraries.ts';
import type { Kernels } from './kernels.ts';
import { loadKernels } from './loadKernels.ts';
import { plainKernels } from './plainKernels.ts';
import { simdBytes } from './simdBytes.ts';

afterEach(() => vi.unstubAllGlobals());

const sizes = fc.integer({ min: 1, max: 40 }).map((eights) => eights * 8);
const numbers = fc.double({ min: -1e3, max: 1e3, noNaN: true });

/** What one set of kernels answers to one set of questions, as a list of numbers. */
function answers(
  { memory, dot, square, pair, dots, squares, blend, sum, mask }: Kernels,
  size: number,
  weights: readonly number[],
): number[] {
  const bytes = size * 4;
  const out = 65536;
  new Float32Array(memory.buffer, 1024, 3 * size).set(
    [1, 2, 3].flatMap((seed) => [...gaussian(size, seed, 10 ** seed)]),
  );
  new Float64Array(memory.buffer, 0, 3).set(weights);
  const [first, second, third] = [1024, 1024 + bytes, 1024 + 2 * bytes];
  const singles = () => [...new Float32Array(memory.buffer, out, size)];
  const [alpha = 0, beta = 0] = weights;
  const sums = [dot(first, second, bytes), square(second, bytes), squares(alpha, second, beta, third, bytes)];
  pair(first, third, out, bytes);
  dots(first, second, third, out + 24, bytes);
  sums.push(...new Float64Array(memory.buffer, out, 5));
  blend(0, first, 3, bytes, out, bytes);
  const blended = singles();
  mask(first, second, third, out, bytes);
  const masked = singles();
  sum(0, first, 3, bytes, out, bytes);
  return [...sums, ...blended, ...masked, ...new Float64Array(memory.buffer, out, size)];
}

describe('the kernels in WebAssembly', () => {
  it('are what simd.wat compiles to', async () => {
    expect((await compile('src/geometry/kernels/simd.wat')).toString('hex')).toBe(simdBytes);
  });

  it('give the same bits as those in TypeScript', () => {
    const [simd, plain] = [loadKernels(), plainKernels()];
    expect(simd.memory.buffer.byteLength).toBe(plain.memory.buffer.byteLength);
    fc.assert(
      fc.property(sizes, fc.tuple(numbers, numbers, numbers), (size, weights) => {
        expect(answers(simd, size, weights)).toEqual(answers(plain, size, weights));
      }),
    );
  });

  it.each([
    ['there is no WebAssembly', undefined],
    [
      'the page forbids it',
      {
        Module: function forbidden() {
          throw new EvalError('refused by the policy');
        },
      },
    ],
  ])('give way to TypeScript where %s', (_, WebAssembly) => {
    vi.stubGlobal('WebAssembly', WebAssembly);
    const kernels = loadKernels();
    vi.unstubAllGlobals();
    expect(answers(kernels, 64, [1, 2, 3])).toEqual(answers(loadKernels(), 64, [1, 2, 3]));
  });
});
