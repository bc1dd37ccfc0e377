import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import type { ImageSet } from '../../src/graph/values.ts';
import { imageFolderParameters, imagePaths } from '../support/pictures/imageFolder.ts';
import { factorsOf } from '../support/pictures/pictureFactors.ts';
import { readPicture } from '../support/pictures/readPicture.ts';

export default defineNode({
  type: 'image_set',
  version: 1,
  migrations: [],
  title: 'Image set',
  docs: `Names the pictures of a folder as a set of any size. They are read one at a time by the node that needs them, so that thousands fit where Load images, which holds all of them, does not.

Attribute vector and Attribute score take sets. The order is that of the names (2 before 10); width and height resize pictures as they are read.

Encode codes needs to know what the pictures show: a file of factors says so. JSON: for each picture, by its path from the file, the value of each factor, as in {"a.png": {"colour": "red"}}. CSV: a column "picture", and one for each factor.`,
  errors: [
    'A file of factors that cannot be read, or does not name every picture.',
    'A folder without pictures, or outside the folders that may be read.',
    'A picture that cannot be read: the error names its file when that picture is reached.',
  ],
  keywords: ['folder', 'set', 'dataset', 'directory', 'stream', 'large', 'many pictures'],
  inputs: {},
  parameters: z.object({
    ...imageFolderParameters,
    factors: z
      .string()
      .max(1000)
      .default('')
      .describe(
        'A JSON or CSV file that says what each picture shows; images/factors.json does so for the sets that are included.',
      ),
  }),
  outputs: {
    set: port('image_set', 'The pictures, read when they are needed.'),
    count: port('number', 'How many there are.', { unit: 'pictures' }),
  },
  effects: 'reads-files',
  reads: ({ folder, factors }) => (factors === '' ? [folder] : [folder, factors]),
  examples: [
    { title: 'A set of night scenes', parameters: { folder: 'images/sets/night/plus' } },
    { title: 'The first eight', parameters: { folder: 'images/sets/night/plus', limit: 8 } },
  ],
  async compute({ parameters }, context) {
    const { files, images } = context;
    const paths = await imagePaths(parameters, context);
    const factors = parameters.factors === '' ? undefined : await factorsOf(paths, parameters.factors, context);
    const set: ImageSet = {
      count: paths.length,
      ...(factors && { factors }),
      read: (index, reader) => readPicture(paths[index] ?? '', parameters, { ...reader, files, images }),
    };
    return { set, count: paths.length };
  },
});
