import { z } from 'zod';
import type { Context } from '../../src/graph/context.ts';
import { ArcspaceError } from '../../src/graph/problem.ts';
import { sizeParameters } from './pictureSize.ts';

const extensions = ['.png', '.jpg', '.jpeg', '.webp'];

/** Which pictures of a folder are read, and at what size. */
export const imageFolderParameters = {
  folder: z
    .string()
    .min(1)
    .max(1000)
    .default('images/sets/night/plus')
    .describe('The folder to read: PNG, JPEG and WebP files directly in it.')
    .meta({ control: 'image_folder' }),
  limit: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('Reads only this many pictures, in the order of their names; 0 reads all.')
    .meta({ unit: 'pictures', step: 1, zero: 'all' }),
  ...sizeParameters,
};

/**
 * Paths of the pictures in a folder, in the order of their names (2 before 10).
 * @throws ArcspaceError when there are none.
 */
export async function imagePaths(
  { folder, limit }: { readonly folder: string; readonly limit: number },
  context: Context,
): Promise<string[]> {
  const paths = await context.files.list(folder, extensions);
  if (paths.length > 0) return limit > 0 ? paths.slice(0, limit) : paths;
  throw new ArcspaceError(
    'empty-folder',
    `The folder "${folder}" contains no pictures.`,
    'Choose a folder with PNG, JPEG or WebP files directly in it.',
    { port: 'folder' },
  );
}
