import { z } from 'zod';
import { describeLevel, isClean } from '../../src/diffusion/noiseLevel.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { batchItems } from '../../src/tensor/tensor.ts';
import { requireSameSpace } from '../support/latents/compatibility.ts';
import { decodeItems } from '../support/pictures/decodeItems.ts';

export default defineNode({
  type: 'decode',
  version: 1,
  migrations: [],
  title: 'Decode',
  docs: `Turns latents into pictures with the decoder of the autoencoder. Each latent cell becomes a patch of pixels (8 by 8 in most models), and each item of a batch one picture.

Latents on wires are scaled to about unit variance; the decoder gets them unscaled: z / scale + shift. Its output, about -1 to 1, is mapped to 0 to 1 and clipped.

Above 768 by 768 pixels the decoder goes over the picture in bands, with the same result: it takes longer, and far less memory.

Only clean latents decode to a proper picture. Noisy ones decode too, with a warning, which shows how far denoising has come.`,
  errors: ['Latents of another model than the vae.'],
  keywords: ['vae decode', 'vaedecode', 'vae', 'picture', 'image', 'pixels'],
  inputs: {
    vae: port('vae', 'The autoencoder that the latents belong to.'),
    latents: port('latents', 'Clean points, one per picture.'),
  },
  parameters: z.object({}),
  outputs: { image: port('image', 'One picture per point.') },
  preview: 'images',
  examples: [{ title: 'The end of most workflows', parameters: {} }],
  async compute({ inputs: { vae, latents } }, context) {
    requireSameSpace('vae', vae, 'latents', latents);
    if (!isClean(latents.level)) {
      context.warn(
        `These latents still carry noise (${describeLevel(latents.level)}), and so will the picture. Denoise them first.`,
      );
    }
    return { image: await decodeItems(vae, batchItems(latents.tensor), context) };
  },
});
