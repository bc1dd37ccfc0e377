import type { LatentSpace } from '../../../src/diffusion/model.ts';
import { norm } from '../../../src/geometry/vector.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Direction, Latents, Provenance } from '../../../src/graph/values.ts';
import { map, type Tensor } from '../../../src/tensor/tensor.ts';
import { requireSameSize, requireSameSpace } from '../latents/compatibility.ts';

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
      'Both sides are the same, so there is no direction between them.',
      'Wire different pictures or points to the two sides.',
    );
  }
  return atScale({ tensor: raw, raw, space, scale: 'raw', rawNorm, provenance }, scale);
}

/** The same direction read at a scale: as long as it is, or of norm 1. Nothing is lost on the way there and back. */
export function atScale(direction: Direction, scale: Direction['scale']): Direction {
  if (direction.scale === scale) return direction;
  const { raw, rawNorm } = direction;
  return { ...direction, scale, tensor: scale === 'raw' ? raw : map(raw, (value) => value / rawNorm) };
}

/** Norm of the direction as it stands: 1 for a unit direction. */
export function lengthOf({ scale, rawNorm }: Direction): number {
  return scale === 'unit' ? 1 : rawNorm;
}

/**
 * How much of a clean picture is in these latents: differences between them are divided by it to be clean directions.
 * @throws ArcspaceError for pure noise, which holds nothing of one.
 */
export function signalOf(port: string, { level }: Latents): number {
  if (level.signal > 0) return level.signal;
  throw new ArcspaceError(
    'pure-noise',
    `"${port}" is pure noise, and a difference of noises is not a direction between pictures.`,
    'Wire latents from Encode or Denoise; use Log map for the direction between two noises.',
    { port },
  );
}

/**
 * The first of several directions that belong together.
 * @throws ArcspaceError when there is none, or two differ in space or size.
 */
export function requireDirections(directions: readonly Direction[]): Direction {
  const [first, ...others] = directions;
  if (!first) {
    throw new ArcspaceError('missing-input', 'There is no direction.', 'Wire one.', { port: 'directions' });
  }
  others.forEach((other, index) => {
    requireSameSpace('directions.1', first, `directions.${index + 2}`, other);
    requireSameSize('directions.1', first.tensor, `directions.${index + 2}`, other.tensor);
  });
  return first;
}
