import type { LatentSpace } from '../../src/diffusion/model.ts';
import { norm } from '../../src/geometry/vector.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import type { Direction, Provenance } from '../../src/graph/values.ts';
import { map, type Tensor } from '../../src/tensor/tensor.ts';

/**
 * A direction [1, C, h, w] with its scale: raw as it is, or of norm 1.
 * @throws ArcspaceError when it is zero.
 */
export function directionOf(
  raw: Tensor,
  space: LatentSpace,
  scale: Direction['scale'],
  provenance: Provenance,
): Direction {
  const rawNorm = norm(raw.data);
  if (rawNorm === 0) {
    throw new ArcspaceError(
      'zero-vector',
      'Both sides are the same, so no direction leads from one to the other.',
      'Wire different pictures or points to the two sides.',
    );
  }
  const tensor = scale === 'raw' ? raw : map(raw, (value) => value / rawNorm);
  return { tensor, space, scale, rawNorm, provenance };
}
