import type { z } from 'zod';
import type { Vae } from '../../../src/diffusion/model.ts';
import { meanDifference } from '../../../src/geometry/attribute.ts';
import type { Context } from '../../../src/graph/context.ts';
import { paced } from '../../../src/graph/paced.ts';
import type { Report } from '../../../src/graph/report.ts';
import type { Direction, ImageSet } from '../../../src/graph/values.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { directionOf } from '../directions/directions.ts';
import { requireSameSize } from '../latents/compatibility.ts';
import { encodeItem, type fitParameter } from '../pictures/encodeItem.ts';
import { factsOf, reportOf } from './attributeReport.ts';

/** Pictures with an attribute and without it. */
export interface Sides {
  readonly positive: readonly ImageSet[];
  readonly negative: readonly ImageSet[];
}

interface Options {
  readonly scale: Direction['scale'];
  readonly fit: z.output<typeof fitParameter>;
  /** Picks the random halves and mixtures of the report. */
  readonly seed: number;
}

/**
 * The direction of an attribute, mean(encode(with)) - mean(encode(without)), and how far to trust it.
 * @throws ArcspaceError for sets of one mean, or of pictures of different sizes.
 */
export async function attributeDirection(
  vae: Vae,
  { positive, negative }: Sides,
  { scale, fit, seed }: Options,
  context: Context,
): Promise<{ direction: Direction; report: Report }> {
  const encodings = await encodeAll(vae, { positive, negative }, fit, context);
  const split = countOf(positive);
  const contrast = { positive: vectors(encodings.slice(0, split)), negative: vectors(encodings.slice(split)) };
  const difference = { data: await paced(meanDifference(contrast), context), shape: encodings[0]?.shape ?? [] };
  const facts = await paced(factsOf(contrast, seed), context);
  const direction = directionOf(difference, vae.space, scale, {
    method: 'attribute vector',
    facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
  });
  return { direction, report: reportOf(facts) };
}

function countOf(given: readonly ImageSet[]): number {
  return given.reduce((sum, { count }) => sum + count, 0);
}

/** Holds one picture at a time, and all encodings. */
async function encodeAll(
  vae: Vae,
  given: Sides,
  fit: z.output<typeof fitParameter>,
  context: Context,
): Promise<Tensor[]> {
  const encodings: Tensor[] = [];
  const total = countOf([...given.positive, ...given.negative]);
  for await (const { side, image } of picturesOf(given, context)) {
    const encoding = await encodeItem(vae, image, { fit }, context);
    requireSameSize('positive', encodings[0] ?? encoding, side, encoding);
    encodings.push(encoding);
    await context.progress({ step: encodings.length, of: total });
  }
  return encodings;
}

async function* picturesOf(given: Sides, context: Context): AsyncGenerator<{ side: keyof Sides; image: Tensor }> {
  for (const side of ['positive', 'negative'] as const) {
    for (const set of given[side]) {
      for (let index = 0; index < set.count; index++) yield { side, image: await set.read(index, context) };
    }
  }
}

function vectors(encodings: readonly Tensor[]): Float32Array[] {
  return encodings.map(({ data }) => data);
}
