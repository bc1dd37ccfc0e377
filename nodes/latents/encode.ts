import { z } from 'zod';
import { CLEAN } from '../../src/diffusion/noiseLevel.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { commonBatch, joined } from '../support/latents/batch.ts';
import { seedAt } from '../support/parameters/seedAt.ts';
import { encodeItem, encodingParameters } from '../support/pictures/encodeItem.ts';

export default defineNode({
  type: 'encode',
  version: 1,
  migrations: [],
  title: 'Encode',
  docs: `Turns pictures into clean latents, the points that all the arithmetic here works on. Each patch of pixels (8 by 8 in most models) becomes one latent cell, and each picture of a batch one point.

The encoder outputs a normal distribution for every number. "mean" takes its centre: the same every time, and the right choice for attribute vectors and interpolation. "sample" draws from it, mean + deviation x noise, with noise from the seed.

The result is shifted and scaled to about unit variance, (z - shift) x scale, as the network expects it. Latents are clean: to denoise them, add noise first.

Sides must be multiples of a latent cell; by default the edges are cut off to fit, and a warning says so. Pictures much larger than what the model was trained on encode well but denoise badly: resize them in Load image.`,
  errors: [
    'A picture that is smaller than a latent cell, or, where "fit" is refuse, one whose sides are not multiples of it.',
    'In sample mode, pictures and seeds of different counts, unless one of them is single, or a seed that is not a whole number.',
  ],
  keywords: ['vae encode', 'vaeencode', 'vae', 'image to latent', 'invert', 'picture'],
  inputs: {
    vae: port('vae', 'The autoencoder, from Load model.'),
    image: port('image_set', 'Pictures of one size: a batch, or a set that is read one at a time.'),
    seed: port('numbers', 'Seeds of the sample, one for all or one per picture; unused in mean mode.'),
  },
  parameters: z.object({
    ...encodingParameters,
  }),
  outputs: { latents: port('latents', 'One clean point per picture.') },
  examples: [
    { title: 'The same point every time', parameters: { mode: 'mean' } },
    { title: 'One draw of many', parameters: { mode: 'sample', seed: 3 } },
  ],
  async compute({ inputs: { vae, image, seed }, parameters: { mode, fit } }, context) {
    const count = commonBatch({ image: image.count, ...(mode === 'sample' && { seed: seed.length }) });
    const items: Tensor[] = [];
    for (let index = 0; index < count; index++) {
      const encoding = { fit, ...(mode === 'sample' && { seed: seedAt(seed, index) }) };
      items.push(await encodeItem(vae, await image.read(image.count === 1 ? 0 : index, context), encoding, context));
      await context.progress({ step: index + 1, of: count });
    }
    return { latents: { tensor: await joined(items, context), level: CLEAN, space: vae.space } };
  },
});
