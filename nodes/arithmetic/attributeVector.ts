import { z } from 'zod';
import type { Vae } from '../../src/diffusion/model.ts';
import { meanDifference } from '../../src/geometry/attribute.ts';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchItems, batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { factsOf, reportOf } from '../support/attributeReport.ts';
import { requireSameSize } from '../support/belonging.ts';
import { directionOf } from '../support/directions.ts';
import { encodeItem, fitParameter } from '../support/encodeItem.ts';
import { seedParameter } from '../support/parameters.ts';

export default defineNode({
  type: 'attribute_vector',
  version: 1,
  migrations: [],
  title: 'Attribute vector',
  docs: `Finds the direction that an attribute has in latent space: the mean of the pictures with it minus the mean of those without it. Added to other latents by Apply directions or Noise-level arithmetic, it gives them the attribute.

v = mean(encode(with)) - mean(encode(without)). Pictures are encoded one at a time, by the mean that the encoder gives. "raw" keeps the length, so that strength 1 is one whole step from one set to the other; "unit" divides by it, so that strength is a distance.

Sets should differ in the attribute and in nothing else, or be large enough for the rest to average out. The report says how far to trust the result: the reliability is the mean cosine between directions from random halves of the pictures (near 1: they agree; near 0: noise); the z-score compares the length with that of randomly mixed sets (above about 3: not chance); the noise floor is the length that sets of this size have by chance.

Attributes of the whole picture, such as night, snow or a painting style, are close to linear in latent space. Where things stand, and what they are, is not.`,
  keywords: ['direction', 'concept', 'difference of means', 'steering', 'semantic'],
  inputs: {
    vae: port('vae', 'The autoencoder, from Load model.'),
    positive: port('image', 'Pictures with the attribute, usually a Load images node.', { repeat: { min: 1, max: 8 } }),
    negative: port('image', 'Pictures without it, of the same size.', { repeat: { min: 1, max: 8 } }),
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
    const total = [...positive, ...negative].reduce((sum, image) => sum + batchSize(image), 0);
    const encodings = await encodeAll(vae, [...positive, ...negative].flatMap(batchItems), fit, total, context);
    const split = positive.reduce((sum, image) => sum + batchSize(image), 0);
    const contrast = { positive: vectors(encodings.slice(0, split)), negative: vectors(encodings.slice(split)) };
    const difference = { data: meanDifference(contrast), shape: encodings[0]?.shape ?? [] };
    const facts = factsOf(contrast, seed);
    const direction = directionOf(difference, vae.space, scale, {
      method: 'attribute vector',
      facts: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
    });
    return { direction, report: reportOf(facts) };
  },
});

async function encodeAll(
  vae: Vae,
  images: readonly Tensor[],
  fit: z.output<typeof fitParameter>,
  total: number,
  context: Context,
): Promise<Tensor[]> {
  const encodings: Tensor[] = [];
  for (const image of images) {
    const encoding = await encodeItem(vae, image, { fit }, context);
    requireSameSize('positive', encodings[0] ?? encoding, 'negative', encoding);
    encodings.push(encoding);
    await context.progress({ step: encodings.length, of: total });
  }
  return encodings;
}

function vectors(encodings: readonly Tensor[]): Float32Array[] {
  return encodings.map(({ data }) => data);
}
