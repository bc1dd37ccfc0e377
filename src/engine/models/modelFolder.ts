import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { readJson } from './readJson.ts';

/** The networks of a Stable Diffusion 1 or 2 model in the Diffusers ONNX layout. */
const networkParts = ['text_encoder', 'unet', 'vae_encoder', 'vae_decoder'] as const;
export type NetworkPart = (typeof networkParts)[number];

export function networkFile(folder: string, part: NetworkPart): string {
  return join(folder, part, 'model.onnx');
}

/**
 * Looks whether all parts of a model are there and of a kind that Arcspace runs, without opening a network.
 * @throws ArcspaceError naming the missing or unsupported part.
 */
export async function checkModelFolder(folder: string): Promise<void> {
  await readJson(join(folder, 'model_index.json'), z.looseObject({}));
  refuseOtherFamilies(folder);
  for (const part of networkParts) {
    if (!existsSync(networkFile(folder, part))) throw missing(folder, `${part}/model.onnx`);
  }
  const tokenizer = join(folder, 'tokenizer');
  const hasTokenizer = ['tokenizer.json', 'vocab.json'].some((name) => existsSync(join(tokenizer, name)));
  if (!hasTokenizer) throw missing(folder, 'tokenizer/vocab.json');
}

function refuseOtherFamilies(folder: string): void {
  const has = (part: string) => existsSync(join(folder, part));
  const family = has('transformer') ? 'Stable Diffusion 3 or FLUX' : has('text_encoder_2') ? 'Stable Diffusion XL' : '';
  if (!family) return;
  throw new ArcspaceError(
    'unsupported-model',
    `${basename(folder)} is a ${family} model, which Arcspace does not run yet.`,
    'Use a Stable Diffusion 1 or 2 model in the Diffusers ONNX layout.',
    { file: folder },
  );
}

function missing(folder: string, part: string): ArcspaceError {
  return new ArcspaceError(
    'missing-model-file',
    `The model ${basename(folder)} has no ${part}.`,
    'Copy the whole model folder again, or export it in the Diffusers ONNX layout.',
    { file: join(folder, part) },
  );
}

export interface ModelFile {
  /** Relative to the model folder, with forward slashes. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

const partFolders = [...networkParts, 'tokenizer', 'scheduler'];

/** All files that what a model computes depends on, in the order of their names. Pictures and readmes are none. */
export async function modelFiles(folder: string): Promise<ModelFile[]> {
  const index = join(folder, 'model_index.json');
  const inParts = await Promise.all(partFolders.map((part) => filesIn(join(folder, part))));
  const files = [index, ...inParts.flat()].map(async (path) => ({
    name: relative(folder, path).split(sep).join('/'),
    path,
    bytes: (await stat(path)).size,
  }));
  return (await Promise.all(files)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => join(folder, entry.name));
}
