import { join } from 'node:path';
import { relativeParts } from '../../engine/files/containment.ts';
import { sameName } from '../../engine/files/fileNames.ts';
import { isWeights, withoutEnding } from '../../engine/files/weightFiles.ts';
import { downloadFolders } from '../../engine/workspace/folders.ts';
import type { OrderedModel } from '../order.ts';

/** Where a part of a model goes that is fetched. */
export interface FetchedPlace {
  /** In the folder to which it is fetched; empty for all of that. */
  readonly from: string;
  readonly to: string;
  /** Of a file. */
  readonly hash?: string;
}

/**
 * Where a model goes: a folder as a whole, else each of its files.
 * @returns undefined for what cannot be put where its name, and nothing else, leads to it.
 * @throws ArcspaceError `outside-folders`.
 */
export function fetchedPlaces(folder: string, model: OrderedModel): readonly FetchedPlace[] | undefined {
  const { role, files } = model;
  const parts = partsOf(model.name);
  const last = parts.at(-1);
  if (last === undefined || (role === 'model' && parts.length > 1)) return undefined;
  if (!Object.keys(files).every((file) => partsOf(file).length > 0)) return undefined;
  const places = downloadFolders(folder);
  if (isFolder(model)) {
    const to = join(places[role], ...parts);
    // Models and the folders for their parts lie side by side.
    return Object.values(places).includes(to) ? undefined : [{ from: '', to }];
  }
  const names = Object.keys(files);
  if (!names.some(isWeights) || !names.every((name) => belongsTo(name, last))) return undefined;
  // The weights come last: without them there is nothing of that name.
  const ordered = Object.entries(files).sort(([one], [other]) => Number(isWeights(one)) - Number(isWeights(other)));
  return ordered.map(([from, hash]) => ({ from, to: join(places[role], ...parts.slice(0, -1), from), hash }));
}

/** The folders between that of all models of a role and this one. */
export function foldersAbove(folder: string, { role, name }: OrderedModel): readonly string[] {
  const parts = partsOf(name);
  return parts.slice(1).map((_, index) => join(downloadFolders(folder)[role], ...parts.slice(0, index + 1)));
}

/** None of a name that can be written in another way. @throws ArcspaceError `outside-folders`. */
function partsOf(name: string): readonly string[] {
  const parts = relativeParts(name);
  return parts.join('/') === name ? parts : [];
}

function isFolder({ role, files }: OrderedModel): boolean {
  if (role === 'model') return 'model_index.json' in files;
  return role !== 'lora' && role !== 'embedding' && 'config.json' in files;
}

/** A file of weights, or what says something of it beside it. */
function belongsTo(file: string, name: string): boolean {
  const stem = file.replace(/(\.config\.json|\.[^.]*)$/, '');
  return !file.includes('/') && sameName(stem, withoutEnding(name));
}
