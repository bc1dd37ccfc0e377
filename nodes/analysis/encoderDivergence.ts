import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { shaded } from '../../src/images/shading.ts';
import { batchItems, type Tensor } from '../../src/tensor/tensor.ts';
import { joined } from '../support/latents/batch.ts';
import { encodedItem, fitParameter } from '../support/pictures/encodeItem.ts';
import { report } from '../support/reports/reports.ts';
import { divergenceOf, divergenceTable } from '../support/sequences/divergenceTable.ts';

export default defineNode({
  type: 'encoder_divergence',
  version: 1,
  migrations: [],
  title: 'Encoder divergence',
  docs: `Shows where in a picture the encoder keeps most information: the KL divergence of its normal distributions to N(0, 1), cell by cell, as a map.

Typical setup: connect Load model and Load image; the map shows on the node.

Each latent number is a normal distribution with mean mu and deviation sigma, and counts (mu² + sigma² - 1 - ln sigma²) / 2 nats: 0 exactly at mu = 0 and sigma = 1, where the encoder keeps nothing. The map sums over channels; bright cells hold more. All maps of a batch share one scale.`,
  errors: [
    'An encoder that outputs only a sample, not the distribution it was drawn from.',
    'A picture that is smaller than a latent cell, or, where "fit" is refuse, one whose sides are not multiples of it.',
  ],
  keywords: ['kl', 'information', 'autoencoder', 'map', 'heat map', 'posterior', 'vae'],
  inputs: {
    vae: port('vae', 'The autoencoder, from Load model.'),
    image: port('image', 'Pictures of any one size.'),
  },
  parameters: z.object({ fit: fitParameter }),
  outputs: {
    image: port('image', 'One map per picture, of its size: dark is nothing, bright is most.'),
    nats: port('numbers', 'The sum over each picture, in nats.', { unit: 'nats' }),
    report: port('report', 'Sum, mean and largest cell of each picture.'),
  },
  preview: 'images',
  terminal: true,
  examples: [{ title: 'Where the information is', parameters: {} }],
  async compute({ inputs: { vae, image }, parameters: { fit } }, context) {
    const found: { map: Float64Array; sum: number; mean: number; size: readonly [number, number] }[] = [];
    for (const picture of batchItems(image)) {
      const { posterior, latents } = await encodedItem(vae, picture, { fit }, context);
      const divergence = divergenceOf(posterior, vae.space);
      if (!divergence) throw saysNothing(vae.space.name);
      found.push({ ...divergence, size: planeOf(latents) });
      await context.progress({ step: found.length, of: image.shape[0] ?? 1 });
    }
    const most = found.reduce((largest, { map }) => map.reduce((a, b) => Math.max(a, b), largest), Number.MIN_VALUE);
    const pictures: Tensor[] = [];
    for (const { map, size } of found) {
      pictures.push(await paced(shaded(map, size, most, vae.space.downscale), context));
    }
    return {
      image: await joined(pictures, context),
      nats: found.map(({ sum }) => sum),
      report: report('Encoder divergence', { tables: [divergenceTable(found)] }),
    };
  },
});

function planeOf({ shape }: Tensor): readonly [number, number] {
  return [shape[2] ?? 1, shape[3] ?? 1];
}

function saysNothing(name: string): ArcspaceError {
  return new ArcspaceError(
    'no-moments',
    `The encoder of ${name} outputs only a sample, not the distribution it was drawn from.`,
    'Use a model whose encoder was exported with its moments.',
    { port: 'vae' },
  );
}
