import { stat } from 'node:fs/promises';
import { brokenFile, deadLink } from '../networkFiles/modelFileErrors.ts';
import type { ModelFile } from './layouts/modelLayout.ts';
import type { ModelParts } from './modelParts.ts';

export interface SizedModelFile extends ModelFile {
  readonly bytes: number;
}

/**
 * All files that what a model computes depends on, in the order of their names.
 * @throws ArcspaceError naming what cannot be read: a link whose target is gone, or something that is no file.
 */
export async function modelFiles({ layout, networks, encoders }: ModelParts): Promise<SizedModelFile[]> {
  const parts = [...Object.keys(networks), 'vae_encoder'];
  const tokenizers = encoders.map(({ tokenizer }) => tokenizer);
  const files = await Promise.all((await layout.files(parts, tokenizers)).map(sized));
  return files.filter((file) => file !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Undefined for a folder. */
async function sized({ name, path }: ModelFile): Promise<SizedModelFile | undefined> {
  const stats = await stat(path).catch(async (thrown) => {
    throw (await deadLink(path)) ?? thrown;
  });
  if (stats.isDirectory()) return undefined;
  if (!stats.isFile()) throw brokenFile(path, 'is not a plain file.', 'Put a plain file in its place.');
  return { name, path, bytes: stats.size };
}
