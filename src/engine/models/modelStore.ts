import type { LoadedModel } from '../../diffusion/model.ts';
import type { ModelService } from '../../graph/context.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { FoundModel } from '../../protocol/types.ts';
import { sameName } from '../files/fileNames.ts';
import { combineHashes, type Hasher } from '../files/hasher.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { LoraReader } from './changeNetworks.ts';
import { describeModel } from './describeModel.ts';
import type { ModelFile } from './layouts/modelLayout.ts';
import { loadModel } from './loadModel.ts';
import { modelFiles } from './modelFiles.ts';
import { findParts } from './modelParts.ts';
import { type FoundModels, findModels } from './modelPlaces.ts';
import type { EmbeddingReader } from './promptEmbeddings.ts';

/** sha256 of files by their names in the model folder. */
type Hashes = Readonly<Record<string, string>>;

export interface ModelStore extends ModelService {
  /** Every model folder of the roots, those that cannot be used with the reason and the remedy. */
  list(): Promise<FoundModel[]>;
  /** sha256 of each file that the model computes with, by its name in the folder. */
  hashes(name: string): Promise<Hashes>;
  /** The same of those files whose hash costs nothing. */
  knownHashes(name: string): Promise<Hashes>;
}

export interface StoreOptions {
  /** How LoRAs that models are changed by are read. */
  readonly loras?: LoraReader;
  /** How embeddings are read that prompts name. */
  readonly embeddings?: EmbeddingReader;
  /** What computes, beside the model: other devices, versions and embeddings give other bits. */
  readonly runtime?: () => Promise<string>;
}

const noLora: LoraReader = async ({ name }) => {
  throw new ArcspaceError('unknown-lora', `The LoRA "${name}" is not here.`, 'Choose another LoRA.');
};

const noEmbedding: EmbeddingReader = async (name) => {
  throw new ArcspaceError('unknown-embedding', `The embedding "${name}" is not here.`, 'Write the prompt without it.');
};

/**
 * @param roots folders whose subfolders are models; where two hold the same name, the first counts.
 */
export function createModelStore(
  roots: readonly string[],
  pool: SessionPool,
  hasher: Hasher,
  { loras = noLora, embeddings = noEmbedding, runtime = async () => '' }: StoreOptions = {},
): ModelStore {
  const loaded = new Map<string, { fingerprint: string; model: Promise<LoadedModel> }>();
  /** By the path of the model. */
  const seenBefore = new Map<string, readonly HashedFile[]>();

  async function pathOf(name: string): Promise<string> {
    const found = await findModels(roots);
    const folder = found.models.get(name) ?? [...found.models].find(([known]) => sameName(known, name))?.[1];
    if (!folder) throw unknownModel(name, found);
    if (folder.fault) throw folder.fault;
    return folder.path;
  }

  async function knownFiles(model: string): Promise<readonly HashedFile[]> {
    const files = await modelFiles(await findParts(model));
    const known = files.map(async ({ name, path }) => ({ name, path, hash: await hasher.known(path) }));
    return (await Promise.all(known)).filter((file): file is HashedFile => file.hash !== undefined);
  }

  async function hashedFiles(model: string): Promise<readonly HashedFile[]> {
    const files = await modelFiles(await findParts(model));
    return Promise.all(files.map(async ({ name, path }) => ({ name, path, hash: await hasher.hash(path) })));
  }

  async function load(name: string): Promise<LoadedModel> {
    const path = await pathOf(name);
    const files = await hashedFiles(path);
    const hashes = byName(files);
    const fingerprint = combineHashes(hashes);
    const known = loaded.get(name);
    if (known?.fingerprint === fingerprint) return known.model;
    await pool.forget(changedFiles(seenBefore.get(path), files));
    seenBefore.set(path, files);
    const model = loadModel(path, hashes, pool, { loras, embeddings });
    loaded.set(name, { fingerprint, model });
    model.catch(() => loaded.delete(name));
    return model;
  }

  return {
    load,
    hashes: async (name) => byName(await hashedFiles(await pathOf(name))),
    knownHashes: async (name) => byName(await knownFiles(await pathOf(name))),
    fingerprint: async (name) =>
      combineHashes({ ...byName(await hashedFiles(await pathOf(name))), runtime: await runtime() }),
    async list() {
      const { models } = await findModels(roots);
      return Promise.all([...models].map(([name, folder]) => describeModel(name, folder)));
    },
  };
}

interface HashedFile extends ModelFile {
  readonly hash: string;
}

function byName(files: readonly HashedFile[]): Hashes {
  return Object.fromEntries(files.map(({ name, hash }) => [name, hash]));
}

/** Files of a model that are not what they were, or no more. */
function changedFiles(before: readonly HashedFile[] = [], now: readonly HashedFile[]): Set<string> {
  const hashes = new Map(now.map(({ path, hash }) => [path, hash]));
  return new Set(before.filter(({ path, hash }) => hashes.get(path) !== hash).map(({ path }) => path));
}

function unknownModel(name: string, { models, others }: FoundModels): ArcspaceError {
  if (others.includes(name)) {
    return new ArcspaceError(
      'unknown-model',
      `The folder "${name}" is no model: it has no model_index.json.`,
      'Choose the folder that holds model_index.json. Where a folder was unpacked into itself, move it one level up.',
    );
  }
  const known = [...models.keys()].join(', ');
  return new ArcspaceError(
    'unknown-model',
    `There is no model called "${name.slice(0, 100)}". ${known ? `The models here are ${known}.` : 'No model was found.'}`,
    known
      ? 'Choose one of them, or put the model folder into the models folder of the workspace.'
      : 'Put a model folder into the models folder of the workspace.',
  );
}
