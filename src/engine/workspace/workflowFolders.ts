import { mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { shorten } from '../files/containment.ts';
import { sortNaturally } from '../files/fileNames.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { unwritable } from '../files/unwritable.ts';
import type { Folders } from './folders.ts';
import { ownFolder, requireFree, requireName, WORKFLOWS } from './ownWorkflows.ts';

/** Folders in each other, and folders in all, that are looked into. */
const deepest = 6;
const most = 500;

/**
 * The folders for workflows of a root by path, each after the one around it and the first of all that they lie in. Hidden
 * ones and links are left out.
 */
export async function workflowFolders(root: string): Promise<string[]> {
  const found = [WORKFLOWS];
  for (const path of found) {
    if (path.split('/').length > deepest || found.length >= most) continue;
    found.push(...(await foldersIn(root, path)).map((name) => `${path}/${name}`));
  }
  return sortNaturally(found.slice(0, most));
}

async function foldersIn(root: string, path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}

/** Those that the user makes: without the one that they lie in. */
export async function listWorkflowFolders({ workspace }: Folders): Promise<string[]> {
  return (await workflowFolders(workspace)).filter((path) => path !== WORKFLOWS);
}

/** @returns the path of the new folder. */
export async function createWorkflowFolder(folders: Folders, name: string): Promise<string> {
  const wanted = requireName(name);
  const root = join(folders.workspace, WORKFLOWS);
  try {
    await makeFolder(root);
    const around = await ownFolder(folders, WORKFLOWS);
    await requireFree(around, wanted);
    await mkdir(join(around, wanted));
  } catch (thrown) {
    throw unwritable(join(root, wanted), thrown);
  }
  return `${WORKFLOWS}/${wanted}`;
}

/** @throws ArcspaceError `not-empty` where something lies in it. */
export async function removeWorkflowFolder(folders: Folders, path: string): Promise<void> {
  const folder = await ownFolder(folders, path);
  await rmdir(folder).catch((thrown) => {
    const code = systemCode(thrown);
    throw code === 'ENOTEMPTY' || code === 'EEXIST' ? notEmpty(path) : unwritable(folder, thrown);
  });
}

function notEmpty(path: string): ArcspaceError {
  return new ArcspaceError(
    'not-empty',
    `The folder "${shorten(path)}" is not empty. It was not deleted.`,
    'Move or delete its workflows first. Other files in it are moved in the file manager of the system.',
    { file: shorten(path) },
  );
}
