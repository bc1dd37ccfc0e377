import { z } from 'zod';
import { defineNode } from '../../src/graph/defineNode.ts';
import { port } from '../../src/graph/port.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { sameShape, type Tensor } from '../../src/tensor/tensor.ts';
import { joined } from '../support/latents/batch.ts';
import { imageFolderParameters, imagePaths } from '../support/pictures/imageFolder.ts';
import { pictureSize } from '../support/pictures/pictureSize.ts';
import { readPicture } from '../support/pictures/readPicture.ts';

/** 512 MB of float32: beyond it, an ordinary computer starts to suffer. */
const maximumElements = 128 * 1024 * 1024;

export default defineNode({
  type: 'load_images',
  version: 1,
  migrations: [],
  title: 'Load images',
  docs: `Reads all pictures of a folder as one set, in the order of their names (2 before 10). Two such sets, one with an attribute and one without, are what Attribute vector compares.

Width and height resize all pictures to one size. A set is held in memory as a whole; Image set reads the pictures one by one instead.`,
  errors: [
    'A folder without pictures, or outside the folders that may be read.',
    'A picture that is broken, or too large to read.',
    'Pictures of different sizes, unless width and height resize them to one.',
    'A set that would fill more than 512 MB: make the pictures smaller, set a limit, or use Image set.',
  ],
  keywords: ['folder', 'set', 'batch', 'dataset', 'directory'],
  inputs: {},
  parameters: z.object(imageFolderParameters),
  outputs: { image: port('image', 'One batch with all the pictures.') },
  effects: 'reads-files',
  reads: ({ folder }) => [folder],
  preview: 'images',
  examples: [
    { title: 'A set of night scenes', parameters: { folder: 'images/sets/night/plus' } },
    { title: 'The first eight, made small', parameters: { folder: 'images/sets/night/plus', limit: 8, width: 64 } },
  ],
  async compute({ parameters }, context) {
    const paths = await imagePaths(parameters, context);
    const pictures: Tensor[] = [];
    for (const path of paths) {
      context.signal.throwIfAborted();
      const picture = await readPicture(path, parameters, context);
      requireFits(picture, paths.length);
      requireSameSize(picture, path, pictures[0], paths[0]);
      pictures.push(picture);
      await context.progress({ step: pictures.length, of: paths.length });
    }
    return { image: await joined(pictures, context) };
  },
});

function requireFits(picture: Tensor, count: number): void {
  if (picture.data.length * count <= maximumElements) return;
  const side = Math.floor(Math.sqrt(maximumElements / (3 * count)));
  throw new ArcspaceError(
    'too-large',
    `${count} pictures of ${pictureSize(picture)} would fill more than 512 MB of memory.`,
    `Set width and height to at most ${side} px, or a limit; or use an Image set node, which reads one picture at a time.`,
    { port: 'folder' },
  );
}

function requireSameSize(picture: Tensor, path: string, first: Tensor | undefined, firstPath = ''): void {
  if (!first || sameShape(picture, first)) return;
  throw new ArcspaceError(
    'different-size',
    `"${path}" is ${pictureSize(picture)}, but "${firstPath}" is ${pictureSize(first)}.`,
    'Set width and height to resize all pictures to one size.',
    { port: 'width' },
  );
}
