import { eachOf, type Work } from '../../tensor/work.ts';
import type { Contrast } from '../attribute.ts';
import { dot, type Vector } from '../vector.ts';
import { discriminantDirection } from './discriminantDirection.ts';

/** Tells by a latent whether its picture has an attribute. */
export interface AttributeJudge {
  /** -1 at the mean of the pictures without the attribute, +1 at the mean of those with it; above 0 counts as having it. */
  read(latent: Vector): number;
}

/**
 * A judge of one attribute: Fisher's linear discriminant (`discriminantDirection`) with its threshold halfway between the
 * means of the two sides. Judge with other images than those that made the direction under test: in the space where it
 * was found, a direction always pleases a judge who learnt from the same images.
 * @throws GeometryError `zero-vector` when the means are equal.
 */
export function* attributeJudge(contrast: Contrast): Work<AttributeJudge> {
  const { direction } = yield* discriminantDirection(contrast);
  const high = yield* meanAlong(contrast.positive, direction);
  const low = yield* meanAlong(contrast.negative, direction);
  return { read: (latent) => (2 * dot(latent, direction) - high - low) / (high - low) };
}

function* meanAlong(latents: readonly Vector[], direction: Vector): Work<number> {
  const products = yield* eachOf(latents, (latent) => dot(latent, direction));
  return products.reduce((sum, product) => sum + product, 0) / latents.length;
}
