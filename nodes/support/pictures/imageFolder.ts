import { z } from 'zod';
import type { Context } from '../../../src/graph/context.ts';
import {
  heicExtensions,
  heicRemedy,
  pictureExtensions,
  pictureFormatNames,
} from '../../../src/graph/pictureFormats.ts';
import { ArcspaceError } from '../../../src/graph/problem.ts';
import { sizeParameters } from './pictureSize.ts';

/** Which pictures of a folder are read, and at what size. */
export const imageFolderParameters = {
  folder: z
    .string()
    .min(1)
    .max(1000)
    .default('images/sets/night/plus')
    .describe(`The folder to read: ${pictureFormatNames} files directly in it.`)
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
  const paths = await context.files.list(folder, pictureExtensions);
  await warnOfHeic(folder, context);
  if (paths.length > 0) return limit > 0 ? paths.slice(0, limit) : paths;
  throw new ArcspaceError(
    'empty-folder',
    `The folder "${folder}" contains no pictures.`,
    `Choose a folder with ${pictureFormatNames} files directly in it.`,
    { port: 'folder' },
  );
}

/** Pictures that people believe to be read are named, not left out in silence. */
async function warnOfHeic(folder: string, context: Context): Promise<void> {
  const [first, ...others] = await context.files.list(folder, heicExtensions);
  if (first === undefined) return;
  const count = others.length === 0 ? `"${first}"` : `"${first}" and ${others.length} more`;
  context.warn(`${count} cannot be read and are left out: HEIC, the format of iPhones. ${heicRemedy}`);
}
