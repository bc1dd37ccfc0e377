import { realpath, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { systemCode } from '../../graph/diskFault.ts';
import { ArcspaceError } from '../../graph/problem.ts';

/**
 * Asks before something is written into a folder of the workspace whether it is one, or a link that leads out of it. A
 * folder elsewhere was named by the user, and one that is not there is made.
 * @throws ArcspaceError naming the folder and what to do.
 */
export async function requireOwnFolder(workspace: string, folder: string): Promise<void> {
  await requireWorkspace(workspace);
  const name = relative(workspace, folder);
  if (name === '' || name.startsWith('..')) return;
  const [root, real] = await Promise.all([workspace, folder].map((path) => realpath(path).catch(() => undefined)));
  if (root === undefined || real === undefined || real.startsWith(root + sep)) return;
  throw new ArcspaceError(
    'outside-folders',
    `"${name}" in the workspace is a link that leads out of it.`,
    'Put a folder in its place. Results can be written elsewhere: start Arcspace with --output.',
    { file: name },
  );
}

/** Workspaces that were there. */
const seen = new Set<string>();

/**
 * One that is not there yet is made when something is written. One that was there and is gone is not made again: what is
 * written there would not be where the user's other work is.
 * @throws ArcspaceError naming it and what to do.
 */
export async function requireWorkspace(workspace: string): Promise<void> {
  const isThere = await stat(workspace).then(
    () => true,
    (thrown) => systemCode(thrown) !== 'ENOENT',
  );
  if (isThere) seen.add(workspace);
  else if (seen.has(workspace)) throw gone(workspace);
}

function gone(workspace: string): ArcspaceError {
  return new ArcspaceError(
    'cannot-write',
    `The workspace "${workspace}" is no longer there: it was renamed or moved, or its disk was removed. Nothing was written.`,
    'Put it back, or start Arcspace with --workspace and the folder where it is now.',
    { file: workspace },
  );
}
