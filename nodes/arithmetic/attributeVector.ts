import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { attributeDirection } from '../support/attributes/attributeDirection.ts';
import { attributeOutputs, attributeParameters } from '../support/attributes/attributeOptions.ts';
import { attributePorts } from '../support/attributes/attributePorts.ts';

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
    ...attributeParameters,
  }),
  outputs: attributeOutputs,
  examples: [
    { title: 'One whole step', parameters: { scale: 'raw' } },
    { title: 'Of length 1', parameters: { scale: 'unit' } },
  ],
  compute({ inputs: { vae, positive, negative }, parameters: { scale, fit, seed } }, context) {
    return attributeDirection(vae, { positive, negative }, { scale, fit, seed }, context);
  },
});
