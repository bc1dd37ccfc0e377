import { GeometryError } from '../geometryError.ts';
import { maskSingles } from '../kernels/singles.ts';
import { isSingle, type Vector } from '../vector.ts';

/**
 * m a + (1 - m) b for each place, the same in all channels.
 * @param a [C, h, w] flat.
 * @param b [C, h, w] flat.
 * @param mask [h, w] flat, 1 where a shows and 0 where b does.
 * @throws GeometryError `length` when a and b differ in size or the mask does not fit.
 */
export function maskedBlend(
  a: Vector,
  b: Vector,
  mask: Vector,
  out: Float32Array = new Float32Array(a.length),
): Float32Array {
  if (a.length !== b.length || mask.length === 0 || a.length % mask.length !== 0) {
    throw new GeometryError(
      'length',
      `a mask of ${mask.length} places does not fit latents of ${a.length} and ${b.length} numbers`,
    );
  }
  if (isSingle(a) && isSingle(b) && isSingle(mask)) return maskSingles(mask, a, b, out);
  for (let i = 0; i < out.length; i++) {
    const m = mask[i % mask.length] as number;
    out[i] = m * (a[i] as number) + (1 - m) * (b[i] as number);
  }
  return out;
}
