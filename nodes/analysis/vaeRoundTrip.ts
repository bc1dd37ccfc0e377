import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { paced } from '../../src/graph/paced.ts';
import { port } from '../../src/graph/port.ts';
import { type PictureDifference, pictureDifference } from '../../src/images/pictureDifference.ts';
import { batchItems } from '../../src/tensor/tensor.ts';
import { decodeItems } from '../support/pictures/decodeItems.ts';
import { differenceFigures } from '../support/pictures/differenceFigures.ts';
import { type Encoded, encodedItem, fitParameter } from '../support/pictures/encodeItem.ts';
import { report, table } from '../support/reports/reports.ts';
import { divergenceOf, divergenceTable } from '../support/sequences/divergenceTable.ts';

/** What equal pictures count as: a number on a wire is finite. */
const equalDecibels = 200;

export default defineNode({
  type: 'vae_round_trip',
  version: 1,
  migrations: [],
  title: 'VAE round trip',
  docs: `Encodes pictures, decodes them again, and measures what was lost. Nothing done in latent space can look better than this: it is the limit of the autoencoder.

Typical setup: connect Load model and Load image; Compare images shows the picture before and after.

The peak signal-to-noise ratio is 10 log10(1 / mean squared difference) in decibels: about 30 dB looks alike, below 25 details are gone; equal pictures count as 200. The mean difference is of a colour value, 0 to 255. The KL divergence says how much information the encoder keeps about a picture, in nats: the sum over the latent of (mu² + sigma² - 1 - ln sigma²) / 2.

Pictures are encoded by the mean of the encoder's distribution. For an encoder that outputs only a sample the divergence is unknown.`,
  errors: [
    'A picture that is smaller than a latent cell, or, where "fit" is refuse, one whose sides are not multiples of it.',
  ],
  keywords: ['autoencoder', 'reconstruction', 'psnr', 'loss', 'quality', 'kl', 'encode', 'decode'],
  inputs: {
    vae: port('vae', 'The autoencoder, from Load model.'),
    image: port('image', 'Pictures of any one size.'),
  },
  parameters: z.object({ fit: fitParameter }),
  outputs: {
    image: port('image', 'The pictures after the round trip.'),
    psnr: port('numbers', 'Peak signal-to-noise ratio of each picture, in decibels.', { unit: 'dB' }),
    report: port('report', 'What was lost, and how much information the encoder keeps.'),
  },
  preview: 'images',
  terminal: true,
  examples: [{ title: 'What the autoencoder loses', parameters: {} }],
  async compute({ inputs: { vae, image }, parameters: { fit } }, context) {
    const encoded: Encoded[] = [];
    for (const picture of batchItems(image)) encoded.push(await encodedItem(vae, picture, { fit }, context));
    const decoded = await decodeItems(
      vae,
      encoded.map(({ latents }) => latents),
      context,
    );
    const pairs = batchItems(decoded).map((after, index) => [(encoded[index] as Encoded).image, after] as const);
    const differences: PictureDifference[] = [];
    for (const [before, after] of pairs) differences.push(await paced(pictureDifference(before, after), context));
    const divergences = encoded.map(({ posterior }) => divergenceOf(posterior, vae.space));
    return {
      image: decoded,
      psnr: differences.map(({ psnr }) => Math.min(equalDecibels, psnr)),
      report: report('VAE round trip', { tables: [lossTable(differences), divergenceTable(divergences)] }),
    };
  },
});

function lossTable(differences: readonly PictureDifference[]) {
  const rows = differences.map((difference, index) => [index + 1, ...differenceFigures(difference)]);
  const columns = ['picture', ['mean difference', 'of 255'], ['peak signal to noise', 'dB']] as const;
  return table('What was lost', columns, rows);
}
