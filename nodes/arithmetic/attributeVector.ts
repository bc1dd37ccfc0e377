import { z } from 'zod';
import type { Vae } from '../../src/diffusion/model.ts';
import { meanDifference } from '../../src/geometry/attribute.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { attributePorts } from '../support/attributePorts.ts';
import { factsOf, reportOf } from '../support/attributeReport.ts';
import { requireSameSize } from '../support/compatibility.ts';
import { directionOf } from '../support/directions.ts';
import { encodeItem, fitParameter } from '../support/encodeItem.ts';
import { seedParameter } from '../support/parameters.ts';

export default defineNode({
  type: 'attribute_vector',
  version: 1,
  migrations: [],
  title: 'Attribute vector',
  docs: `Finds the direction that an attribute has in latent space: the mean of the pictures with it minus the mean of those without it. Added to other latents by Apply directions or Noise-level arithmetic, it gives them the attribute.

Typical setup: connect Load model, and Load images or Image set twice, followed by Apply directions, Decode and Image grid.

v = mean(encode(with)) - mean(encode(without)). Pictures are encoded one at a time, by the mean that the encoder gives; from an Image set they are read one at a time too. "raw" keeps the length, so that strength 1 is one whole step from one set to the other; "unit" divides by it, so that strength is a distance.

Sets should differ in the attribute and in nothing else, or be large enough for the rest to average out. The report says how far to trust the result: the reliability is the mean cosine between directions from random halves of the pictures (near 1: they agree; near 0: noise); the z-score compares the length with that of randomly mixed sets (above about 3: not chance); the noise floor is the length that sets of this size have by chance.

Attributes of the whole picture, such as night, snow or a painting style, are close to linear in latent space. The position and identity of objects are not.`,
  errors: [
    'Sets with the same mean, because there is no direction between them.',
    'Pictures that make latents of different sizes: set width and height in Load images.',
    'A picture that is smaller than a latent cell, or, where "fit" is refuse, one whose sides are not multiples of it.',
    'A picture of an Image set that cannot be read.',
  ],
  keywords: ['direction', 'concept', 'difference of means', 'steering', 'semantic'],
  inputs: {
    vae: port('vae', 'The autoencoder, from Load model.'),
    ...attributePorts(
      ['Pictures with the attribute, from Load images or Image set.', 'Pictures without it, of the same size.'],
      8,
    ),
  },
  parameters: z.object({
    scale: z
      .enum(['raw', 'unit'])
      .default('raw')
      .describe('Raw: strength 1 is one whole step from one set to the other. Unit: strength is a distance.'),
    fit: fitParameter,
    seed: seedParameter('Picks the random halves and mixtures of the report; the direction does not depend on it.'),
  }),
  outputs: {
    direction: port('direction', 'From the pictures without the attribute to those with it.'),
    report: port('report', 'Counts, length, noise floor, reliability and z-score.'),
  },
  examples: [
    { title: 'One whole step', parameters: { scale: 'raw' } },
    { title: 'Of length 1', parameters: { scale: 'unit' } },
  ],
  async compute({ inputs: { vae, positive, negative }, parameters: { scale, fit, seed } }, context) {
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
  },
});

interface Sides {
  readonly positive: readonly ImageSet[];
  readonly negative: readonly ImageSet[];
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
