import type { LatentSpace } from '../../../src/diffusion/model.ts';
import { describeLevel, sameLevel } from '../../../src/diffusion/noiseLevel.ts';
import { isClip } from '../../../src/graph/clips/clip.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Latents } from '../../../src/graph/values.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';

interface InSpace {
  readonly space: LatentSpace;
}

/** @throws ArcspaceError when two values come from different autoencoders. `a` and `b` are port names. */
export function requireSameSpace(a: string, first: InSpace, b: string, second: InSpace): void {
  if (first.space.id === second.space.id) return;
  throw new ArcspaceError(
    'different-space',
    `"${a}" belongs to the latent space of ${spaceName(first, second)}, "${b}" to that of ${spaceName(second, first)}.`,
    'Numbers of one space mean nothing in another: use one model for both, or decode with the one and encode with the other.',
    { port: b },
  );
}

/** Two folders may share a name: then the beginning of the hash tells them apart. */
function spaceName({ space }: InSpace, other: InSpace): string {
  return space.name === other.space.name ? `${space.name} (${space.id.slice(0, 8)})` : space.name;
}

/** @throws ArcspaceError when two values have items of different sizes. */
export function requireSameSize(a: string, first: Tensor, b: string, second: Tensor): void {
  if (itemSize(first) === itemSize(second)) return;
  throw new ArcspaceError(
    'different-size',
    `"${a}" has items of ${itemSize(first)}, "${b}" of ${itemSize(second)}.`,
    clipRemedy(first, second) ?? 'Make both from pictures of the same width and height.',
    { port: b },
  );
}

function clipRemedy(first: Tensor, second: Tensor): string | undefined {
  const [one, other] = [isClip({ tensor: first }), isClip({ tensor: second })];
  if (!one && !other) return undefined;
  return one && other
    ? 'Make both from films of as many frames and the same width and height.'
    : 'One is a clip and the other is not: put Act on frames behind the clip, and the other counts in each frame.';
}

function itemSize(value: Tensor): string {
  return value.shape.slice(1).join(' x ');
}

/**
 * Points mix only in one space, at one noise level and one size.
 * @throws ArcspaceError that names both levels and the nodes that bring them together.
 */
export function requireTogether(a: string, first: Latents, b: string, second: Latents): void {
  requireSameSpace(a, first, b, second);
  requireSameLevel(a, first, b, second);
  requireSameSize(a, first.tensor, b, second.tensor);
}

function requireSameLevel(a: string, first: Latents, b: string, second: Latents): void {
  if (sameLevel(first.level, second.level)) return;
  throw new ArcspaceError(
    'different-level',
    `"${a}" is ${describeLevel(first.level)} and "${b}" is ${describeLevel(second.level)}: points at two noise levels do not mix.`,
    'Add noise brings clean latents to a level, Denoise brings noisy ones down, and Noise-level arithmetic adds a direction at any level.',
    { port: b },
  );
}
