import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import type { FileVersion } from '../../protocol/types.ts';
import { shorten } from '../files/containment.ts';
import { locate, type Places } from '../files/places.ts';
import { readTextFile } from '../files/readTextFile.ts';
import type { Folders } from './folders.ts';
import { versionFolderName } from './keepVersion.ts';

const LARGEST = 64 * 1024 * 1024;

const headSchema = z.object({
  nodes: z.array(z.unknown()).catch([]),
  thumbnail: z.string().max(400_000).optional().catch(undefined),
});

/** What a workflow's file held before it was last saved over, the newest first. What cannot be read is left out. */
export async function listVersions(folders: Folders, places: Places, path: string): Promise<FileVersion[]> {
  const folder = await folderOf(folders, places, path);
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^\d+\.json$/.test(name));
  const found = names.map(async (name) => {
    const text = await readTextFile(join(folder, name), { largest: LARGEST }).catch(() => undefined);
    return text === undefined ? [] : describe(Number.parseInt(name, 10), text);
  });
  return (await Promise.all(found)).flat().sort((a, b) => b.time - a.time);
}

/** @throws ArcspaceError for one that is not kept any more. */
export async function readVersion(folders: Folders, places: Places, path: string, time: number): Promise<string> {
  const folder = await folderOf(folders, places, path);
  const text = await readTextFile(join(folder, `${time}.json`), { largest: LARGEST }).catch(() => undefined);
  if (text !== undefined) return text;
  throw new ArcspaceError(
    'missing-file',
    `This version of "${shorten(path)}" is not kept any more.`,
    'Choose another: only the last ones are kept.',
    { file: shorten(path) },
  );
}

async function folderOf({ hidden }: Folders, places: Places, path: string): Promise<string> {
  return join(hidden, 'versions', versionFolderName(await locate(places, path)));
}

function describe(time: number, text: string): FileVersion[] {
  try {
    const { nodes, thumbnail } = headSchema.parse(JSON.parse(text));
    return [{ time, nodes: nodes.length, ...(thumbnail !== undefined && { thumbnail }) }];
  } catch {
    return [];
  }
}
