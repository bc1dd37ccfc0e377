import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { ArcspaceError } from '../../graph/problem.ts';

/**
 * Asks before something is written into a folder of the workspace whether it is one, or a link that leads out of it. A
 * folder elsewhere was named by the user, and one that is not there is made.
 * @throws ArcspaceError naming the folder and what to do.
 */
export async function requireOwnFolder(workspace: string, folder: string): Promise<void> {
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
