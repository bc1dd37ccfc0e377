import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Entry } from '../../protocol/types.ts';
import { sortNaturally } from '../files/fileNames.ts';
import type { Folders } from './folders.ts';

const deepest = 6;
const mostEntries = 5000;
const skipped = ['node_modules', 'models', 'workflows'];

/** Pictures and folders of pictures that workflows may name: the workspace's, then the program's. */
export async function listImages({ workspace, program }: Folders): Promise<Entry[]> {
  const entries = new Map<string, Entry>();
  await collect(workspace, '', entries, 0);
  await collect(program, 'images', entries, 1);
  return [...entries.values()];
}

async function collect(root: string, folder: string, entries: Map<string, Entry>, depth: number): Promise<void> {
  const content = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const visible = content.filter((entry) => !entry.name.startsWith('.') && !skipped.includes(entry.name));
  const pictures = visible.filter((entry) => entry.isFile() && /\.(png|jpe?g|webp)$/i.test(entry.name));
  const pathOf = (name: string) => (folder === '' ? name : `${folder}/${name}`);
  if (pictures.length > 0 && folder !== '') await add(root, folder, 'folder', countOf(pictures.length), entries);
  for (const name of sortNaturally(pictures.map((entry) => entry.name))) {
    await add(root, pathOf(name), 'image', '', entries);
  }
  if (depth >= deepest) return;
  for (const name of sortNaturally(visible.filter((entry) => entry.isDirectory()).map((entry) => entry.name))) {
    await collect(root, pathOf(name), entries, depth + 1);
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
  entries: Map<string, Entry>,
): Promise<void> {
  if (entries.has(path) || entries.size >= mostEntries) return;
  const { mtimeMs } = await stat(join(root, path));
  entries.set(path, { path, title: basename(path), description, kind, modified: mtimeMs });
}
