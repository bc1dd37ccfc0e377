import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { masking } from '../../src/images/masking.ts';
import { batchSize, type Tensor } from '../../src/tensor/tensor.ts';
import { commonBatch, itemAt, joined } from '../support/latents/batch.ts';
import { requireSameSpace } from '../support/latents/compatibility.ts';
import { seedParameter } from '../support/parameters/parameters.ts';
import { encodeItem, fitParameter, fitted } from '../support/pictures/encodeItem.ts';

export default defineNode({
  type: 'inpaint',
  version: 1,
  migrations: [],
  title: 'Inpaint',
  docs: `Tells a model that was trained to inpaint which part of which picture to paint. Such models (Stable Diffusion inpainting, SDXL inpainting) see the rest of the picture at every step, so what they paint fits into it.

Typical setup: connect Load model, Load image and a mask, white where to paint, followed by Denoise, which starts from Noise as always.

The network reads, beside the latents, the mask at the size of the latents and the picture with grey in place of what is painted, encoded. Brightness of half or more counts as white. What is black in the mask comes out nearly as it was; to keep it exactly, also connect mask and original at Denoise.

Models that were not trained to inpaint do not need this node: connect mask and original at Denoise.`,
  errors: [
    'A model that was not trained to inpaint.',
    'The autoencoder of another model.',
    'Pictures and masks of different counts, unless one of them is single.',
  ],
  keywords: ['inpainting', 'mask', 'fill', 'outpaint', 'repaint', 'remove'],
  inputs: {
    model: port('model', 'A network that was trained to inpaint.'),
    vae: port('vae', 'The autoencoder of the model.'),
    image: port('image', 'The picture to paint in, at the size of the latents.'),
    mask: port('image', 'Where to paint: white is painted, black stays. Any size; brightness counts.'),
  },
  parameters: z.object({
    mode: z
      .enum(['mean', 'sample'])
      .default('mean')
      .describe('The mean of what the encoder says of the masked picture, or a random sample from it.'),
    seed: seedParameter('Seed of the draw in sample mode.').meta({ shownWhen: { mode: 'sample' } }),
    fit: fitParameter,
  }),
  outputs: { model: port('model', 'The same network, told what to paint.') },
  examples: [{ title: 'As diffusers does, without its draw', parameters: { mode: 'mean' } }],
  async compute({ inputs: { model, vae, image, mask }, parameters: { mode, seed, fit } }, context) {
    if (!model.inpainting) throw notTrained(model.name);
    requireSameSpace('model', model, 'vae', vae);
    const count = commonBatch({ image: batchSize(image), mask: batchSize(mask) });
    const [masks, pictures]: [Tensor[], Tensor[]] = [[], []];
    for (let index = 0; index < count; index++) {
      const picture = await fitted(itemAt(image, index), vae, fit, context);
      const { cells, masked } = await paced(masking(picture, itemAt(mask, index), vae.space.downscale), context);
      masks.push(cells);
      pictures.push(await encodeItem(vae, masked, { fit: 'refuse', ...(mode === 'sample' && { seed }) }, context));
      await context.progress({ step: index + 1, of: count });
    }
    const known = { mask: await joined(masks, context), masked: await joined(pictures, context) };
    return { model: model.inpainting.tell(known) };
  },
});

function notTrained(name: string): ArcspaceError {
  return new ArcspaceError(
    'not-inpainting',
    `${name} was not trained to inpaint, so it cannot be told what to paint.`,
    'Remove this node and connect mask and original at Denoise; or load an inpainting model.',
    { port: 'model' },
  );
}
