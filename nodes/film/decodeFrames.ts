import { z } from 'zod';
import { isClean } from '../../src/diffusion/noiseLevel.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { requireFinite } from '../../src/graph/requireFinite.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { batchItem, batchSize } from '../../src/tensor/tensor.ts';
import { finish } from '../../src/tensor/work.ts';
import { requireSameSpace } from '../support/latents/compatibility.ts';
import { decodeItem } from '../support/pictures/decodeItems.ts';

export default defineNode({
  type: 'decode_frames',
  version: 1,
  migrations: [],
  title: 'Decode frames',
  docs: `Names the pictures of many latents as a set, in their order. Each is decoded when the node after it asks for it: Save video writes a long film so, of which Decode would have to hold all frames at once.

Decoding is the same as in Decode. A picture that two nodes ask for is decoded twice.`,
  errors: [
    'Latents of another model than the vae.',
    'A picture that holds values that are not finite, when it is decoded.',
  ],
  keywords: ['vae', 'film', 'video', 'stream', 'sequence', 'pixels'],
  inputs: {
    vae: port('vae', 'The autoencoder that the latents belong to.'),
    latents: port('latents', 'Clean points, one per frame.'),
  },
  parameters: z.object({}),
  outputs: {
    frames: port('image_set', 'One picture per point, decoded when it is needed.'),
  },
  examples: [{ title: 'Before Save video', parameters: {} }],
  async compute({ inputs: { vae, latents } }, context) {
    requireSameSpace('vae', vae, 'latents', latents);
    if (!isClean(latents.level)) {
      context.warn('These latents still carry noise, and so will the frames. Denoise them first.');
    }
    const { tensor } = latents;
    const frames: ImageSet = {
      count: batchSize(tensor),
      async read(index, reader = {}) {
        const picture = await decodeItem(vae, batchItem(tensor, index), reader);
        finish(requireFinite('frames', 'image', picture));
        return picture;
      },
    };
    return { frames };
  },
});
