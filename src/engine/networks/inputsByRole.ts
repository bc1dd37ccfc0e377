import { ArcspaceError } from '../../graph/problem.ts';
import type { DeclaredValue } from '../networkFiles/networkSignature.ts';
import { missingInput } from '../sessions/sessionErrors.ts';

/** What an input of a network is for: the names that exporters give it, and the ranks that it may have. */
export interface Role {
  readonly names: readonly string[];
  readonly ranks: readonly number[];
}

/**
 * Finds the input for each role: by its usual name, else by its rank, whatever an exporter happened to call it.
 * @throws ArcspaceError when a role is not filled, when the network has an input without a role, or when an input of a strange
 * name could have several.
 */
export function inputsByRole<R extends string, V extends DeclaredValue>(
  inputs: ReadonlyMap<string, V>,
  file: string,
  roles: Readonly<Record<R, Role>>,
): Record<R, V> {
  const found = new Map<string, V>();
  const open = () => Object.entries<Role>(roles).filter(([role]) => !found.has(role));
  const unnamed: V[] = [];
  for (const info of inputs.values()) {
    const role = open().find(([, { names }]) => names.includes(info.name))?.[0];
    if (role) found.set(role, info);
    else unnamed.push(info);
  }
  const left: V[] = [];
  for (const info of unnamed) {
    const [role, other] = open().filter(([, { ranks }]) => ranks.includes(info.shape.length));
    if (role && other) throw ambiguous(info.name, [role[0], other[0]], file);
    if (role) found.set(role[0], info);
    else left.push(info);
  }
  const [missing] = open();
  if (missing) throw noInputFor(missing[0], inputs.keys(), file);
  if (left[0]) throw missingInput(left[0].name, file);
  return Object.fromEntries(found) as Record<R, V>;
}

function ambiguous(input: string, roles: readonly string[], file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The network input "${input}" could be ${roles.join(' or ')}.`,
    'Export the model again with Optimum, which names the inputs as diffusers does.',
    { file },
  );
}

function noInputFor(role: string, inputs: Iterable<string>, file: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `The network has no input for ${role}. Its inputs are ${[...inputs].join(', ')}.`,
    'This file is a different network: put each network of the model into its own subfolder.',
    { file },
  );
}
