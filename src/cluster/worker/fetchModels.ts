import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { relativeParts } from '../../engine/files/containment.ts';
import { combineHashes } from '../../engine/files/hasher.ts';
import { readTextFile } from '../../engine/files/readTextFile.ts';
import { sha256 } from '../../engine/files/sha256.ts';
import { temporaryName } from '../../engine/files/temporaryNames.ts';
import { writeWhole } from '../../engine/files/writeWhole.ts';
import type { ModelStore } from '../../engine/models/modelStore.ts';
import { downloadFolders } from '../../engine/workspace/folders.ts';
import type { OrderedModel } from '../order.ts';
import type { SharedStore } from '../store/sharedStore.ts';

export interface FetchParts {
  readonly models: Pick<ModelStore, 'hashes'>;
  readonly store: SharedStore;
  /** For fetched models and nothing else; see {@link fetchedModels}. */
  readonly folder: string;
  /** Told what is fetched, by its name. */
  readonly tell: (name: string) => void;
}

/** The folder of models in that of what is fetched: to be the last of the engine's, so that models of the machine itself count first. */
export function fetchedModels(folder: string): string {
  return join(folder, 'models');
}

/**
 * Fetches the models of an order that are not on this machine and whose files are all in the store. Each appears whole or not at
 * all; one that was fetched with other files before is replaced.
 * @throws ArcspaceError `store-content`, `outside-folders`; what the disk throws.
 */
export async function fetchModels(
  parts: FetchParts,
  ordered: readonly OrderedModel[],
  signal: AbortSignal,
): Promise<void> {
  for (const model of ordered) {
    if (!(await isWanted(parts, model))) continue;
    parts.tell(model.name);
    await fetchModel(parts, model, signal);
  }
}

async function isWanted({ models, store, folder }: FetchParts, { role, name, files, isWhole }: OrderedModel) {
  const hashes = Object.values(files);
  if (!isWhole || hashes.length === 0 || relativeParts(name).length === 0) return false;
  const here = await models.hashes({ role, name }).catch(() => undefined);
  if (isDeepStrictEqual(here, files)) return false;
  const before = await fetchedBefore(folder, { role, name });
  // What the machine has by itself counts before anything that is fetched.
  if ((here && before === undefined) || before === combineHashes(files)) return false;
  const there = await Promise.all(hashes.map((hash) => store.has(hash)));
  return there.every((has) => has);
}

async function fetchModel({ store, folder }: FetchParts, model: OrderedModel, signal: AbortSignal): Promise<void> {
  const staging = join(folder, temporaryName());
  const fingerprint = combineHashes(model.files);
  try {
    for (const [name, hash] of Object.entries(model.files)) {
      await store.getFile(hash, join(staging, ...relativeParts(name)), signal);
    }
    // Another process of this worker may have been faster.
    if ((await fetchedBefore(folder, model)) === fingerprint) return;
    for (const [from, to] of movesOf(folder, model)) {
      await rm(to, { recursive: true, force: true });
      await mkdir(dirname(to), { recursive: true });
      await rename(join(staging, from), to);
    }
    await writeWhole(noteOf(folder, model), fingerprint);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

type Named = Pick<OrderedModel, 'role' | 'name'>;

/** What is moved where: a folder as a whole, else each file under its own name. */
function movesOf(folder: string, { role, name, files }: OrderedModel): (readonly [from: string, to: string])[] {
  const parts = relativeParts(name);
  const place = downloadFolders(folder)[role];
  const names = Object.keys(files);
  const isFolder = names.some((file) => file.includes('/') || file === 'config.json');
  if (isFolder) return [['', join(place, ...parts)]];
  return names.map((file) => [file, join(place, ...parts.slice(0, -1), file)]);
}

/** Says which files a model was fetched with. */
function noteOf(folder: string, { role, name }: Named): string {
  return join(folder, 'fetched', sha256(`${role} ${name}`));
}

/** The fingerprint of a model that was fetched. */
function fetchedBefore(folder: string, named: Named): Promise<string | undefined> {
  return readTextFile(noteOf(folder, named)).catch(() => undefined);
}
