import type { Vae } from '../../../src/diffusion/model.ts';
import { type Contrast, meanDifference } from '../../../src/geometry/attribute.ts';
import { type AttributeJudge, attributeJudge } from '../../../src/geometry/directions/attributeJudge.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { Direction, ImageSet } from '../../../src/graph/values.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { directionOf } from '../directions/directions.ts';
import { pacedGeometry } from '../directions/geometry.ts';
import { requireSameSize } from '../latents/compatibility.ts';
import { type Encoding, encodeItem } from '../pictures/encodeItem.ts';

/** Latents [1, C, h, w] of one attribute, shared out so that no picture is used for two purposes. */
export interface AttributeSets {
  readonly name: string;
  readonly direction: Direction;
  readonly judge: AttributeJudge;
  /** Pictures that neither the direction nor the judge has seen. */
  readonly unseen: { readonly positive: readonly Tensor[]; readonly negative: readonly Tensor[] };
}

/**
 * Encodes two sets of pictures. The share `heldOut` at the end of each is kept unseen; of the rest, every
 * other one makes the direction and the ones between teach the judge.
 */
export async function attributeSets(
  name: string,
  vae: Vae,
  images: { readonly positive: ImageSet; readonly negative: ImageSet },
  heldOut: number,
  context: Context,
): Promise<AttributeSets> {
  const [plus, minus] = [
    await encodedSet(vae, images.positive, 'crop', context),
    await encodedSet(vae, images.negative, 'crop', context),
  ];
  requireOneSize(plus, minus);
  const positive = sharedOut(name, plus, heldOut);
  const negative = sharedOut(name, minus, heldOut);
  const contrast = (purpose: 'makes' | 'teaches'): Contrast => ({
    positive: positive[purpose].map(({ data }) => data),
    negative: negative[purpose].map(({ data }) => data),
  });
  const step = {
    data: await paced(meanDifference(contrast('makes')), context),
    shape: positive.unseen[0]?.shape ?? [],
  };
  return {
    name,
    direction: directionOf(step, vae.space, 'raw', { method: 'attribute vector', facts: { attribute: name } }),
    judge: await pacedGeometry(attributeJudge(contrast('teaches')), context),
    unseen: { positive: positive.unseen, negative: negative.unseen },
  };
}

/** @throws ArcspaceError when there are not as many sets with an attribute as without. */
export function requirePairs(positive: readonly ImageSet[], negative: readonly ImageSet[]): void {
  if (positive.length === negative.length) return;
  throw new ArcspaceError(
    'batch-mismatch',
    `There are ${positive.length} sets with an attribute and ${negative.length} without.`,
    'Connect as many sets without the attribute as with it, in the same order.',
    { port: 'negative' },
  );
}

/** The pictures of a set as latents [1, C, h, w], by the mean of what the encoder says; one picture is held at a time. */
export async function encodedSet(
  vae: Vae,
  { count, read }: ImageSet,
  fit: Encoding['fit'],
  context: Context,
): Promise<Tensor[]> {
  const latents: Tensor[] = [];
  for (let index = 0; index < count; index++) {
    latents.push(await encodeItem(vae, await read(index, context), { fit }, context));
  }
  return latents;
}

/** @throws ArcspaceError when not all latents of the two sides have one size. */
export function requireOneSize(positive: readonly Tensor[], negative: readonly Tensor[]): void {
  const [first] = positive;
  if (!first) return;
  for (const latents of positive) requireSameSize('positive', first, 'positive', latents);
  for (const latents of negative) requireSameSize('positive', first, 'negative', latents);
}

interface Shares {
  readonly makes: readonly Tensor[];
  readonly teaches: readonly Tensor[];
  readonly unseen: readonly Tensor[];
}

function sharedOut(name: string, latents: readonly Tensor[], heldOut: number): Shares {
  const count = Math.max(1, Math.round(latents.length * heldOut));
  const seen = latents.slice(0, -count);
  const [makes, teaches] = [0, 1].map((rest) => seen.filter((_, index) => index % 2 === rest));
  if (makes?.length && teaches?.length) return { makes, teaches, unseen: latents.slice(-count) };
  throw new ArcspaceError(
    'too-few-pictures',
    `A set of "${name}" has ${latents.length} pictures, too few to divide between direction, judge and test.`,
    'Use sets of ten pictures or more; three is the least.',
    { port: 'positive' },
  );
}
