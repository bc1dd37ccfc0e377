import { z } from 'zod';
import type { Context } from '../../src/graph/context.ts';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { attributeDirection } from '../support/attributes/attributeDirection.ts';
import { attributeOutputs, attributeParameters } from '../support/attributes/attributeOptions.ts';
import { imagePaths } from '../support/pictures/imageFolder.ts';
import { type AskedSize, sizeParameters } from '../support/pictures/pictureSize.ts';
import { readPicture } from '../support/pictures/readPicture.ts';

const sides = (folder: string) => ({ positive: `${folder}/plus`, negative: `${folder}/minus` });

export default defineNode({
  type: 'attribute_set',
  version: 1,
  migrations: [],
  title: 'Attribute set',
  docs: `Finds the direction that an attribute has in latent space from one folder: its subfolder plus has the pictures with the attribute, minus those without it.

Typical setup: connect Load model, followed by Apply directions. Explore makes one for every such folder, with a slider each.

It is Attribute vector with the two sets named at once: v = mean(encode(plus)) - mean(encode(minus)). Pictures are read one at a time. The report says how far to trust the result.`,
  errors: [
    'A folder without pictures in its subfolders plus and minus, or outside the folders that may be read.',
    'Sets with the same mean, because there is no direction between them.',
    'Pictures that make latents of different sizes: set width and height.',
    'A picture that cannot be read: the error names its file.',
  ],
  keywords: ['direction', 'concept', 'difference of means', 'steering', 'plus', 'minus', 'set'],
  inputs: { vae: port('vae', 'The autoencoder, from Load model.') },
  parameters: z.object({
    folder: z
      .string()
      .min(1)
      .max(1000)
      .default('images/sets/night')
      .describe('The folder whose subfolders plus and minus hold the pictures.'),
    ...sizeParameters,
    ...attributeParameters,
  }),
  outputs: attributeOutputs,
  effects: 'reads-files',
  reads: ({ folder }) => Object.values(sides(folder)),
  examples: [{ title: 'From day to night', parameters: { folder: 'images/sets/night' } }],
  async compute({ inputs: { vae }, parameters: { folder, width, height, ...options } }, context) {
    const { positive, negative } = sides(folder);
    const setOf = (side: string) => pictureSet(side, { width, height }, context);
    const sets = { positive: [await setOf(positive)], negative: [await setOf(negative)] };
    return attributeDirection(vae, sets, options, context);
  },
});

async function pictureSet(folder: string, size: AskedSize, context: Context): Promise<ImageSet> {
  const { files, images } = context;
  const paths = await imagePaths({ folder, limit: 0 }, context);
  return {
    count: paths.length,
    read: (index, reader) => readPicture(paths[index] ?? '', size, { ...reader, files, images }),
  };
}
