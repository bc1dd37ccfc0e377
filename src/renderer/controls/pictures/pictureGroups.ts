import type { Entry } from '../../../protocol/types.ts';

/** Something to pick: a picture, or a folder with the first pictures in it. */
export interface PictureChoice {
  readonly path: string;
  readonly name: string;
  /** How many pictures a folder holds; empty for a picture. */
  readonly count: string;
  /** What shows it. */
  readonly pictures: readonly Entry[];
}

/** Choices that lie in the same folder. */
export interface PictureGroup {
  readonly folder: string;
  readonly choices: readonly PictureChoice[];
}

/** A mosaic of two by two. */
const MOSAIC = 4;

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The first pictures directly in each folder. */
function firstPictures(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (entry.kind !== 'image') continue;
    const folder = parentOf(entry.path);
    const own = found.get(folder) ?? [];
    if (own.length < MOSAIC) found.set(folder, [...own, entry]);
  }
  return found;
}

/** "night / plus": folders of one name are told apart by where they lie. */
function folderName(path: string): string {
  return path.split('/').slice(-2).join(' / ');
}

function choiceOf(entry: Entry, within: ReadonlyMap<string, readonly Entry[]>): PictureChoice {
  const { path, title, description } = entry;
  if (entry.kind !== 'folder') return { path, name: title, count: '', pictures: [entry] };
  return { path, name: folderName(path), count: description, pictures: within.get(path) ?? [] };
}

/** The pictures or the folders among the entries whose whole path has every word of the query, by where they lie. */
export function pictureGroups(
  entries: readonly Entry[],
  kind: 'image' | 'folder',
  query: string,
): readonly PictureGroup[] {
  const wanted = query.toLowerCase().split(/[\s/]+/);
  const within = kind === 'folder' ? firstPictures(entries) : new Map();
  const groups = new Map<string, PictureChoice[]>();
  for (const entry of entries) {
    const path = entry.path.toLowerCase();
    if (entry.kind !== kind || !wanted.every((word) => path.includes(word))) continue;
    const folder = parentOf(entry.path);
    const group = groups.get(folder);
    if (group) group.push(choiceOf(entry, within));
    else groups.set(folder, [choiceOf(entry, within)]);
  }
  return [...groups].map(([folder, choices]) => ({ folder, choices }));
}
