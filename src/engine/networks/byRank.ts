import { ArcspaceError } from '../../graph/problem.ts';
import { missingInput } from '../sessions/sessionErrors.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';

/**
 * Finds inputs by what they are, not by how an exporter happened to call them: the ranks of a network's inputs differ.
 * @param ranks for each role, the ranks that it may have.
 * @throws ArcspaceError when a role is not filled, or when the network asks for more than the roles.
 */
export function byRank<R extends string>(
  inputs: ReadonlyMap<string, ValueInfo>,
  file: string,
  ranks: Readonly<Record<R, readonly number[]>>,
): Record<R, ValueInfo> {
  const roles = Object.entries<readonly number[]>(ranks);
  const found = new Map<string, ValueInfo>();
  for (const info of inputs.values()) {
    const role = roles.find(([name, allowed]) => !found.has(name) && allowed.includes(info.shape.length));
    if (!role) throw missingInput(info.name, file);
    found.set(role[0], info);
  }
  const missing = roles.find(([name]) => !found.has(name));
  if (missing) throw notSuchANetwork(missing[0], file);
  return Object.fromEntries(found) as Record<R, ValueInfo>;
}

function notSuchANetwork(role: string, file: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `The network has no input for ${role}: another network lies in this place.`,
    'Copy the model folder again, each network in its own subfolder.',
    { file },
  );
}
