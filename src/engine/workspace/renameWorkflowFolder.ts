import { readdir, rename } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { isWorkflowName } from '../../protocol/workflowName.ts';
import { relativeParts } from '../files/containment.ts';
import { syncFolder } from '../files/syncFolder.ts';
import { unwritable } from '../files/unwritable.ts';
import type { Folders } from './folders.ts';
import { moveVersions } from './keepVersion.ts';
import { pathOf } from './moveWorkflow.ts';
import { noFolder, ownFolder, requireFree, requireName, WORKFLOWS } from './ownWorkflows.ts';

export interface RenamedFolder {
  readonly path: string;
  /** Workflows in it, however deep, by where each lay before. */
  readonly moved: ReadonlyMap<string, string>;
}

/**
 * Gives a folder of workflows another name, with all that lies in it, and the versions of its workflows with them.
 * @throws ArcspaceError `name-taken`, `bad-name`, and what is the matter with the folder.
 */
export async function renameWorkflowFolder(folders: Folders, path: string, name: string): Promise<RenamedFolder> {
  const from = await ownFolder(folders, path);
  const isTheirs = relativeParts(path).length < 2 || from.startsWith(join(folders.program, WORKFLOWS) + sep);
  if (isTheirs) throw noFolder(path);
  const wanted = requireName(name);
  const to = join(dirname(from), wanted);
  await requireFree(dirname(from), wanted, basename(from));
  let files: string[];
  try {
    files = await workflowsIn(from);
    await rename(from, to);
    await syncFolder(dirname(to));
  } catch (thrown) {
    throw unwritable(to, thrown);
  }
  const versions = join(folders.hidden, 'versions');
  for (const file of files) await moveVersions(join(from, file), join(to, file), versions);
  const moved = files.map((file) => [pathOf(folders, join(from, file)), pathOf(folders, join(to, file))] as const);
  return { path: pathOf(folders, to), moved: new Map(moved) };
}

async function workflowsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isWorkflowName(entry.name))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
