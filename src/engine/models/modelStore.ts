import type { LoadedModel } from '../../diffusion/model.ts';
import type { ModelService, PartChoices } from '../../graph/context.ts';
import type { ModelName } from '../../graph/models/knownModel.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { ChosenSetting, ModelSetting } from '../../protocol/modelSettings.ts';
import type { FoundModel, FoundPart } from '../../protocol/types.ts';
import { checkpointSettings, saveCheckpointSetting } from '../checkpoints/singleFile/checkpointSettings.ts';
import { combineHashes, type Hasher } from '../files/hasher.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { filesOfPart, pathOfPart } from './assembly/filesOfPart.ts';
import { findSource } from './assembly/findSource.ts';
import { listParts, partOf } from './assembly/listParts.ts';
import type { LoraReader } from './changeNetworks.ts';
import { describeModel } from './describeModel.ts';
import { byName, createFileWatch, type HashedFile, hashedFiles } from './hashedFiles.ts';
import type { ModelFile } from './layouts/modelLayout.ts';
import { loadModel } from './loadModel.ts';
import { modelFiles } from './modelFiles.ts';
import { findParts, recognise } from './modelParts.ts';
import { findModels, isCheckpoint } from './modelPlaces.ts';
import type { EmbeddingReader } from './promptEmbeddings.ts';

/** sha256 of files by their names in the model folder. */
type Hashes = Readonly<Record<string, string>>;

export interface ModelStore extends ModelService {
  /** Every model folder of the roots, those that cannot be used with the reason and the remedy. */
  list(): Promise<FoundModel[]>;
  /** Parts of models in files and folders of their own, LoRAs and embeddings. */
  parts(): Promise<FoundPart[]>;
  /** What can be said of a checkpoint that its file does not say; none of a folder. */
  settings(name: string): Promise<readonly ModelSetting[]>;
  /** Says one of them in the file of settings beside the checkpoint. */
  setSetting(name: string, setting: Omit<ChosenSetting, 'model'>): Promise<void>;
  /** Each file that something computes with, with its sha256. */
  files(named: ModelName): Promise<readonly HashedFile[]>;
  /** sha256 of each file that something computes with, by its name in the folder. */
  hashes(named: ModelName): Promise<Hashes>;
  /** The same of those files whose hash costs nothing. */
  knownHashes(named: ModelName): Promise<Hashes>;
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
  const closeChanged = createFileWatch(pool);

  async function filesOf({ role, name }: ModelName): Promise<readonly ModelFile[]> {
    const path = role === 'model' ? undefined : await pathOfPart(roots, role, name);
    return path === undefined ? modelFiles(await findParts(await findSource(roots, name))) : filesOfPart(path);
  }

  const hashed = async (named: ModelName): Promise<readonly HashedFile[]> => hashedFiles(await filesOf(named), hasher);

  async function knownFiles(files: readonly ModelFile[]): Promise<readonly HashedFile[]> {
    const known = files.map(async ({ name, path }) => ({ name, path, hash: await hasher.known(path) }));
    return (await Promise.all(known)).filter((file): file is HashedFile => file.hash !== undefined);
  }

  async function load(name: string, parts: PartChoices = {}): Promise<LoadedModel> {
    const source = await findSource(roots, name, parts);
    const key = JSON.stringify([source.path, ...(source.parts ?? [])]);
    const files = await hashedFiles(await modelFiles(await findParts(source)), hasher);
    const hashes = byName(files);
    const fingerprint = combineHashes(hashes);
    const known = loaded.get(key);
    if (known?.fingerprint === fingerprint) return known.model;
    await closeChanged(key, files);
    const model = loadModel(source, hashes, pool, { loras, embeddings });
    loaded.set(key, { fingerprint, model });
    model.catch(() => loaded.delete(key));
    return model;
  }

  return {
    load,
    files: hashed,
    hashes: async (named) => byName(await hashed(named)),
    knownHashes: async (named) => byName(await knownFiles(await filesOf(named))),
    async fingerprint(name, parts = {}) {
      const files = await modelFiles(await findParts(await findSource(roots, name, parts)));
      return combineHashes({ ...byName(await hashedFiles(files, hasher)), runtime: await runtime() });
    },
    async list() {
      const { models } = await findModels(roots);
      const described = [...models].map(async ([name, place]) =>
        (await partOf(name, place)) ? [] : [await describeModel(name, place)],
      );
      return (await Promise.all(described)).flat();
    },
    parts: () => listParts(roots),
    async settings(name) {
      const { path } = await findSource(roots, name);
      return isCheckpoint(path) ? checkpointSettings(path) : [];
    },
    async setSetting(name, setting) {
      const source = await findSource(roots, name);
      await saveCheckpointSetting(source.path, setting, () => recognise(source));
    },
  };
}
