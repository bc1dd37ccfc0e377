import type { Vae } from '../../../src/diffusion/model.ts';
import { meanDifference } from '../../../src/geometry/attribute.ts';
import { type AttributeJudge, attributeJudge } from '../../../src/geometry/directions/attributeJudge.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import type { ImageSet } from '../../../src/graph/values.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { weightedSum } from '../../../src/tensor/weightedSum.ts';
import { encodedSet, requireOneSize } from '../attributes/attributeSets.ts';
import { pacedGeometry } from '../directions/geometry.ts';
import { decodeItem } from '../pictures/decodeItems.ts';
import { type Encoding, encodeItem } from '../pictures/encodeItem.ts';

/** What an attribute is made of, [1, C, h, w] each, and how it is read. */
export interface Side {
  readonly direction: Tensor;
  readonly judge: AttributeJudge;
  readonly negative: readonly Tensor[];
}

/** An attribute of all its pictures, and of two halves that share none. */
export interface Subject {
  readonly name: string;
  readonly whole: Side;
  readonly halves: readonly [Side, Side];
}

/** What every measurement needs. */
export interface Bench {
  readonly vae: Vae;
  readonly context: Context;
  /** Without 0, which everything is compared with. */
  readonly strengths: readonly number[];
  /** Says that one more point was measured. */
  tick(): Promise<void>;
}

interface Sets {
  readonly positive: ImageSet;
  readonly negative: ImageSet;
}

/** @throws ArcspaceError when a set has fewer than two pictures, or they differ in size. */
export async function subjectOf(
  name: string,
  vae: Vae,
  sets: Sets,
  fit: Encoding['fit'],
  context: Context,
): Promise<Subject> {
  for (const side of ['positive', 'negative'] as const) requireHalves(name, side, sets[side]);
  const positive = await encodedSet(vae, sets.positive, fit, context);
  const negative = await encodedSet(vae, sets.negative, fit, context);
  requireOneSize(positive, negative);
  const [plusA, plusB] = halved(positive);
  const [minusA, minusB] = halved(negative);
  const side = (plus: readonly Tensor[], minus: readonly Tensor[], half?: string) =>
    sideOf(plus, minus, { attribute: name, half }, context);
  return {
    name,
    whole: await side(positive, negative),
    halves: [await side(plusA, minusA, 'first'), await side(plusB, minusB, 'second')],
  };
}

interface Part {
  readonly attribute: string;
  /** Absent: all pictures. */
  readonly half: string | undefined;
}

async function sideOf(
  plus: readonly Tensor[],
  negative: readonly Tensor[],
  part: Part,
  context: Context,
): Promise<Side> {
  const contrast = { positive: plus.map(({ data }) => data), negative: negative.map(({ data }) => data) };
  const direction = await paced(meanDifference(contrast), context);
  if (!direction.some((value) => value !== 0)) throw sameSides(part);
  return {
    direction: { data: direction, shape: negative[0]?.shape ?? [] },
    judge: await pacedGeometry(attributeJudge(contrast), context),
    negative,
  };
}

function sameSides({ attribute, half }: Part): ArcspaceError {
  const place = { port: 'positive' };
  return half === undefined
    ? new ArcspaceError(
        'zero-vector',
        `The two sets of "${attribute}" show the same on average, so there is no direction between them.`,
        'Wire other pictures to one of them.',
        place,
      )
    : new ArcspaceError(
        'zero-vector',
        `In the ${half} half of the pictures the two sets of "${attribute}" show the same on average.`,
        'Use more pictures, so that each half has some that differ.',
        place,
      );
}

/** Every other one, so that pictures which are pairs stay together. */
function halved<T>(items: readonly T[]): [T[], T[]] {
  const half = (rest: number) => items.filter((_, index) => index % 2 === rest);
  return [half(0), half(1)];
}

function requireHalves(name: string, port: 'positive' | 'negative', { count }: ImageSet): void {
  if (count >= 2) return;
  throw new ArcspaceError(
    'too-few-pictures',
    `A set of "${name}" has ${count === 1 ? 'one picture' : 'no pictures'}, which cannot be halved.`,
    'Use sets of ten pictures or more; two is the least.',
    { port },
  );
}

/** item + strength * direction. */
export function moved(item: Tensor, strength: number, direction: Tensor): Tensor {
  return weightedSum([
    [1, item],
    [strength, direction],
  ]);
}

/**
 * The point decoded to a picture, and the point that this picture is encoded to.
 * @param place of the point, for messages: "night at strength 2".
 * @throws ArcspaceError when either has values that are not finite.
 */
export async function roundTrip(
  bench: Bench,
  item: Tensor,
  place: string,
): Promise<{ readonly picture: Tensor; readonly latents: Tensor }> {
  const picture = await decoded(bench, item, place);
  const latents = await encodeItem(bench.vae, picture, { fit: 'crop' }, bench.context);
  requireFinite(latents, `The picture of ${place} is encoded`);
  return { picture, latents };
}

/** @throws ArcspaceError when the picture has values that are not finite. */
export async function decoded({ vae, context }: Bench, item: Tensor, place: string): Promise<Tensor> {
  context.signal.throwIfAborted();
  const picture = await decodeItem(vae, item, { signal: context.signal, makeshift: context.makeshift });
  requireFinite(picture, `${place.charAt(0).toUpperCase()}${place.slice(1)} is decoded`);
  return picture;
}

/** Comparisons with what is not a number are all false: nothing could be told from it. */
function requireFinite({ data }: Tensor, what: string): void {
  if (data.every(Number.isFinite)) return;
  throw new ArcspaceError(
    'not-finite',
    `${what} to values that are not finite.`,
    'Take smaller strengths, or an autoencoder that is not in half precision.',
    { port: 'vae' },
  );
}
