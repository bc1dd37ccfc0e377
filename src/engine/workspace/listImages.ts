import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pictureMediaType } from '../../graph/pictureFormats.ts';
import type { Entry } from '../../protocol/types.ts';
import { sortNaturally } from '../files/fileNames.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import type { Folders } from './folders.ts';

const deepest = 6;
const mostEntries = 5000;
const skipped = ['node_modules', 'models', 'workflows'];
/** Bytes: a picture up to this size is its own thumbnail, and all of them together stay a message of a few MB. */
const largestShown = 60_000;
const mostShown = 4_000_000;

interface List {
  readonly entries: Map<string, Entry>;
  /** Bytes of thumbnails so far. */
  shown: number;
}

/** Pictures and folders of pictures that workflows may name: the workspace's, then the program's. */
export async function listImages({ workspace, program }: Folders): Promise<Entry[]> {
  const list: List = { entries: new Map(), shown: 0 };
  await collect(workspace, '', list, 0);
  await collect(program, 'images', list, 1);
  return [...list.entries.values()];
}

async function collect(root: string, folder: string, list: List, depth: number): Promise<void> {
  const content = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const visible = content.filter((entry) => !entry.name.startsWith('.') && !skipped.includes(entry.name));
  const pictures = visible.filter((entry) => entry.isFile() && pictureMediaType(entry.name) !== undefined);
  const pathOf = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  if (pictures.length > 0 && folder !== '') await add(root, folder, 'folder', countOf(pictures.length), list);
  for (const name of sortNaturally(pictures.map((entry) => entry.name))) {
    await add(root, pathOf(name), 'image', '', list);
  }
  if (depth >= deepest) return;
  for (const name of sortNaturally(visible.filter((entry) => entry.isDirectory()).map((entry) => entry.name))) {
    await collect(root, pathOf(name), list, depth + 1);
  }
}

function countOf(count: number): string {
  return count === 1 ? '1 picture' : `${count} pictures`;
}

async function add(
  root: string,
  path: string,
  kind: 'image' | 'folder',
  description: string,
  list: List,
): Promise<void> {
  if (list.entries.has(path) || list.entries.size >= mostEntries) return;
  const { mtimeMs, size } = await stat(join(root, path));
  const thumbnail = kind === 'image' ? await thumbnailOf(join(root, path), size, list) : undefined;
  list.entries.set(path, {
    path,
    title: basename(path),
    description,
    kind,
    modified: mtimeMs,
    ...(thumbnail && { thumbnail }),
  });
}

async function thumbnailOf(file: string, size: number, list: List): Promise<string | undefined> {
  if (size === 0 || size > largestShown || list.shown + size > mostShown) return undefined;
  list.shown += size;
  const bytes = await readRegularFile(file, { largest: largestShown }).catch(() => undefined);
  return bytes && `data:${pictureMediaType(file)};base64,${bytes.toString('base64')}`;
}
