import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { filesOfNetwork } from '../networkFiles/filesOfNetwork.ts';
import { brokenFile, deadLink } from '../networkFiles/modelFileErrors.ts';
import type { ModelParts } from './modelParts.ts';

export interface ModelFile {
  /** Relative to the model folder, with forward slashes. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

/**
 * All files that what a model computes depends on, in the order of their names. Pictures and readmes are none, and networks of
 * a precision that is not used neither.
 * @throws ArcspaceError naming what cannot be read: a link whose target is gone, or something that is no file.
 */
export async function modelFiles(folder: string, parts: ModelParts): Promise<ModelFile[]> {
  const used = [...Object.values(parts.networks), ...(parts.vaeEncoder ? [parts.vaeEncoder] : [])];
  const configured = [...Object.keys(parts.networks), 'vae_encoder'];
  const texts = [...parts.encoders.map(({ tokenizer }) => tokenizer), 'scheduler'];
  const paths = [
    join(folder, 'model_index.json'),
    ...(await Promise.all(used.map(filesOfNetwork))).flat(),
    ...(await Promise.all(configured.map((part) => configIn(join(folder, part))))).flat(),
    ...(await Promise.all(texts.map((part) => filesIn(join(folder, part))))).flat(),
  ];
  const files = await Promise.all(paths.map((path) => modelFile(folder, path)));
  return files.filter((file) => file !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function configIn(part: string): Promise<string[]> {
  return (await filesIn(part)).filter((path) => path === join(part, 'config.json'));
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}

/** Undefined for a folder. */
async function modelFile(folder: string, path: string): Promise<ModelFile | undefined> {
  const stats = await stat(path).catch(async (thrown) => {
    throw (await deadLink(path)) ?? thrown;
  });
  if (stats.isDirectory()) return undefined;
  if (!stats.isFile()) throw brokenFile(path, 'is not a plain file.', 'Put a plain file in its place.');
  return { name: relative(folder, path).split(sep).join('/'), path, bytes: stats.size };
}
