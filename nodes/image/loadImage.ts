import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { pictureFormatNames } from '../../src/graph/pictureFormats.ts';
import { port } from '../../src/graph/port.ts';
import { fileParameter } from '../support/parameters/parameters.ts';
import { sizeParameters } from '../support/pictures/pictureSize.ts';
import { readPicture } from '../support/pictures/readPicture.ts';

export default defineNode({
  type: 'load_image',
  version: 1,
  migrations: [],
  title: 'Load image',
  docs: `Reads a picture from a file: ${pictureFormatNames}. It is turned upright and brought to sRGB as its file says; of an animation, the first frame is read. The path is relative to the folder of the workflow, to the workspace, or to the pictures that come with the program; nothing outside these can be read.

Transparent parts are shown on white. Width and height resize the picture: one of them scales it, both scale it to cover the frame and crop the rest evenly. The starter model was trained on 128 by 128 px.`,
  errors: [
    'A file that is not there, cannot be read, or lies outside the folders that may be read.',
    `A file that is not a ${pictureFormatNames}, is damaged, or has more than 16384 pixels on a side or 64 megapixels (38 for AVIF and for 16 bits per channel).`,
  ],
  keywords: ['picture', 'file', 'open', 'photo'],
  inputs: {},
  parameters: z.object({
    path: fileParameter('images/pictures/content-house.png', 'image_file'),
    ...sizeParameters,
  }),
  outputs: { image: port('image', 'One picture.') },
  effects: 'reads-files',
  reads: ({ path }) => [path],
  preview: 'images',
  examples: [
    { title: 'Original size', parameters: { path: 'images/pictures/content-house.png' } },
    { title: 'Made square', parameters: { path: 'images/pictures/content-house.png', width: 128, height: 128 } },
  ],
  async compute({ parameters }, context) {
    return { image: await readPicture(parameters.path, parameters, context) };
  },
});
