import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';
import type { OwnBlockFile, SavedWorkflow } from '../../protocol/types.ts';
import { isWorkflowName } from '../../protocol/workflowName.ts';
import { resolveInside, shorten } from '../files/containment.ts';
import { sortNaturally } from '../files/fileNames.ts';
import type { Places } from '../files/places.ts';
import { readTextFile } from '../files/readTextFile.ts';
import { exists } from '../files/spelledOnDisk.ts';
import type { Folders } from './folders.ts';
import { keepVersion } from './keepVersion.ts';
import { saveWorkflow } from './workflowFiles.ts';

/** Folder of the workspace in which blocks of the user's own lie: each a workflow that holds one block. */
const FOLDER = 'blocks';
const LARGEST = 8 * 1024 * 1024;
const MOST = 300;

/** By name. What cannot be read is left out. */
export async function listBlocks({ workspace }: Folders): Promise<OwnBlockFile[]> {
  const names = await readdir(join(workspace, FOLDER)).catch(() => []);
  const files = sortNaturally(names.filter(isWorkflowName)).slice(0, MOST);
  const read = files.map(async (name) => {
    const file = await resolveInside(workspace, `${FOLDER}/${name}`).catch(() => undefined);
    const text = file && (await readTextFile(file, { largest: LARGEST }).catch(() => undefined));
    return text === undefined ? [] : [{ name, text }];
  });
  return (await Promise.all(read)).flat();
}

/** Writes a block whole or not at all; the earlier versions of one of the same name are kept. */
export function saveBlock(folders: Folders, places: Places, { name, text }: OwnBlockFile): Promise<SavedWorkflow> {
  return saveWorkflow(folders, places, { path: `${FOLDER}/${basename(name)}`, text });
}

/** Takes a block away; its last version is kept. */
export async function removeBlock({ workspace, hidden }: Folders, name: string): Promise<void> {
  const file = await resolveInside(workspace, `${FOLDER}/${basename(name)}`);
  if (!isWorkflowName(name) || !(await exists(file))) {
    throw new ArcspaceError('no-file', `There is no block "${shorten(name)}" any more.`, 'Open the palette again.');
  }
  await keepVersion(file, join(hidden, 'versions'), Date.now());
  await rm(file);
}
