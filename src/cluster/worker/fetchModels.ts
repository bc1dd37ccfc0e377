import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { alone } from '../../engine/files/alone.ts';
import { clearLeftovers } from '../../engine/files/clearLeftovers.ts';
import { relativeParts } from '../../engine/files/containment.ts';
import { combineHashes, createHasher } from '../../engine/files/hasher.ts';
import { placeAt } from '../../engine/files/placeAt.ts';
import { exists } from '../../engine/files/spelledOnDisk.ts';
import { temporaryName } from '../../engine/files/temporaryNames.ts';
import { byName } from '../../engine/models/hashedFiles.ts';
import type { ModelStore } from '../../engine/models/modelStore.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import type { OrderedModel } from '../order.ts';
import type { SharedStore } from '../store/sharedStore.ts';
import { type FetchedPlace, fetchedPlaces, foldersAbove } from './fetchedPlaces.ts';
import { MODELS_ELSEWHERE } from './requireModels.ts';

export interface FetchParts {
  readonly models: Pick<ModelStore, 'files'>;
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
 * all, and is never replaced: others may compute with it. Of several processes one fetches it, and the others wait for that.
 * @throws ArcspaceError `store-content`, `outside-folders`; `models-elsewhere` where something else has its place; what the disk throws.
 */
export async function fetchModels(
  parts: FetchParts,
  ordered: readonly OrderedModel[],
  signal: AbortSignal,
): Promise<void> {
  for (const model of ordered) {
    if (!(await placesToFill(parts, model))) continue;
    parts.tell(model.name);
    await alone(join(parts.folder, 'fetching', combineHashes(model.files)), signal, async () => {
      // Another process may have fetched it meanwhile.
      const places = await placesToFill(parts, model);
      if (places) await fetchModel(parts, model, places, signal);
    });
  }
}

/** Where a model goes that is to be fetched: what lies on the disk says whether it is. */
async function placesToFill(
  { models, store, folder }: FetchParts,
  model: OrderedModel,
): Promise<readonly FetchedPlace[] | undefined> {
  const { role, name, files, isWhole } = model;
  const places = isWhole ? fetchedPlaces(folder, model) : undefined;
  if (!places) return undefined;
  const here = await models.files({ role, name }).catch(() => undefined);
  if (here && isDeepStrictEqual(byName(here), files)) return undefined;
  const [found] = here ?? [];
  // What the machine has by itself counts before anything that is fetched.
  if (found && !isInside(folder, found.path)) return undefined;
  const there = await Promise.all(Object.values(files).map((hash) => store.has(hash)));
  if (!there.every((has) => has)) return undefined;
  const obstacle = (await obstacleTo(folder, model, places)) ?? found?.path;
  if (obstacle !== undefined) throw taken(name, obstacle);
  return places;
}

function isInside(folder: string, path: string): boolean {
  return resolve(path).startsWith(resolve(folder) + sep);
}

/** What has the place of a model, or is one of which it would become a part. */
async function obstacleTo(
  folder: string,
  model: OrderedModel,
  places: readonly FetchedPlace[],
): Promise<string | undefined> {
  for (const above of foldersAbove(folder, model)) {
    if (await exists(join(above, 'config.json'))) return above;
  }
  for (const place of places) {
    if ((await exists(place.to)) && !(await isThere(place))) return place.to;
  }
  return undefined;
}

/** Whether a file is there already: a process that was killed may have placed some of them. */
async function isThere({ to, hash }: FetchedPlace): Promise<boolean> {
  if (hash === undefined) return false;
  const present = await createHasher()
    .hash(to)
    .catch(() => undefined);
  return present === hash;
}

async function fetchModel(
  { store, folder }: FetchParts,
  { name, files }: OrderedModel,
  places: readonly FetchedPlace[],
  signal: AbortSignal,
): Promise<void> {
  await clearLeftovers(folder);
  const staging = join(folder, temporaryName());
  try {
    for (const [file, hash] of Object.entries(files)) {
      await store.getFile(hash, join(staging, ...relativeParts(file)), signal);
    }
    for (const place of places) {
      await mkdir(dirname(place.to), { recursive: true });
      if (!(await fill(join(staging, place.from), place))) throw taken(name, place.to);
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** @returns false where something else is there meanwhile. */
async function fill(from: string, place: FetchedPlace): Promise<boolean> {
  if (place.hash !== undefined) return (await placeAt(from, place.to)) || isThere(place);
  try {
    // A folder that is not empty is not replaced by it.
    await rename(from, place.to);
    return true;
  } catch (thrown) {
    if (await exists(place.to)) return false;
    throw thrown;
  }
}

/** Another worker may have the model, or room for it. */
function taken(name: string, path: string): ArcspaceError {
  return new ArcspaceError(
    MODELS_ELSEWHERE,
    `This worker cannot fetch the model "${name}": there are other files in its place, at "${path}".`,
    'Delete them while no worker runs there, and it is fetched.',
    { file: path },
  );
}
