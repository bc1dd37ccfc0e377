import { readdir, realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { LoadedModel } from '../../diffusion/model.ts';
import type { ModelService } from '../../graph/context.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import type { FoundModel } from '../../protocol/types.ts';
import { sameName } from '../files/fileNames.ts';
import { combineHashes, type Hasher } from '../files/hasher.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { loadModel } from './loadModel.ts';
import { readModelConfigs } from './modelConfigs.ts';
import { checkModelFolder, modelFiles } from './modelFolder.ts';

export interface ModelStore extends ModelService {
  /** Every model folder of the roots, those that cannot be used with the reason. */
  list(): Promise<FoundModel[]>;
  /** sha256 of each file that the model computes with, by its name in the folder. */
  hashes(name: string): Promise<Readonly<Record<string, string>>>;
}

/** @param roots folders whose subfolders are models; where two hold the same name, the first counts. */
export function createModelStore(roots: readonly string[], pool: SessionPool, hasher: Hasher): ModelStore {
  const loaded = new Map<string, { fingerprint: string; model: Promise<LoadedModel> }>();

  async function folderOf(name: string): Promise<string> {
    const folders = await modelFolders(roots);
    const folder = folders.get(name) ?? [...folders].find(([known]) => sameName(known, name))?.[1];
    if (folder) return folder;
    throw unknownModel(name, [...folders.keys()]);
  }

  async function hashesOf(folder: string): Promise<Record<string, string>> {
    await checkModelFolder(folder);
    const files = await modelFiles(folder);
    return Object.fromEntries(await Promise.all(files.map(async ({ name, path }) => [name, await hasher.hash(path)])));
  }

  async function load(name: string): Promise<LoadedModel> {
    const folder = await folderOf(name);
    const hashes = await hashesOf(folder);
    const fingerprint = combineHashes(hashes);
    const known = loaded.get(name);
    if (known?.fingerprint === fingerprint) return known.model;
    const model = loadModel(folder, hashes, pool);
    loaded.set(name, { fingerprint, model });
    model.catch(() => loaded.delete(name));
    return model;
  }

  return {
    load,
    hashes: async (name) => hashesOf(await folderOf(name)),
    fingerprint: async (name) => combineHashes(await hashesOf(await folderOf(name))),
    async list() {
      const folders = await modelFolders(roots);
      return Promise.all([...folders].map(([name, folder]) => found(name, folder)));
    },
  };
}

async function found(name: string, folder: string): Promise<FoundModel> {
  const files = await modelFiles(folder).catch(() => []);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const model = { name, title: titleOf(name), bytes };
  try {
    await checkModelFolder(folder);
    await readModelConfigs(folder);
    return model;
  } catch (thrown) {
    return { ...model, fault: problemFrom(thrown).message };
  }
}

/** "arcspace-starter" -> "Arcspace starter" */
function titleOf(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Model folders by name: direct subfolders of the roots that look like one. Links that lead out are left out. */
async function modelFolders(roots: readonly string[]): Promise<Map<string, string>> {
  const folders = new Map<string, string>();
  for (const root of roots) {
    const entries = await readdir(root).catch(() => []);
    for (const name of entries.sort()) {
      if (!folders.has(name) && (await isModel(root, name))) folders.set(name, join(root, name));
    }
  }
  return folders;
}

async function isModel(root: string, name: string): Promise<boolean> {
  const names: string[] = await readdir(join(root, name)).catch(() => []);
  const marks = ['model_index.json', 'unet', 'transformer'];
  return marks.some((mark) => names.includes(mark)) && (await isInside(root, join(root, name)));
}

async function isInside(root: string, folder: string): Promise<boolean> {
  const path = relative(await realpath(root), await realpath(folder));
  return path !== '' && !path.startsWith('..');
}

function unknownModel(name: string, known: readonly string[]): ArcspaceError {
  const list = known.length > 0 ? `The models here are ${known.join(', ')}.` : 'No model folder was found.';
  return new ArcspaceError(
    'unknown-model',
    `There is no model called "${name.slice(0, 100)}". ${list}`,
    'Choose one of them, or put the model folder into a models folder.',
  );
}
