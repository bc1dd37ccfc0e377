import { ArcspaceError } from '../../graph/problem.ts';
import { missingInput } from '../sessions/sessionErrors.ts';
import type { ValueInfo } from '../sessions/sessionTensor.ts';

/** What an input of a network is for: the names that exporters give it, and the ranks that it may have. */
export interface Role {
  readonly names: readonly string[];
  readonly ranks: readonly number[];
}

type Inputs = ReadonlyMap<string, ValueInfo>;

/**
 * Finds the input for each role: by its usual name, else by its rank, whatever an exporter happened to call it.
 * @throws ArcspaceError when a role is not filled, or when the network has an input without a role.
 */
export function inputsByRole<R extends string>(
  inputs: Inputs,
  file: string,
  roles: Readonly<Record<R, Role>>,
): Record<R, ValueInfo> {
  const found = new Map<string, ValueInfo>();
  const open = () => Object.entries<Role>(roles).filter(([name]) => !found.has(name));
  const named = (info: ValueInfo) => open().find(([, { names }]) => names.includes(info.name));
  const ranked = (info: ValueInfo) => open().find(([, { ranks }]) => ranks.includes(info.shape.length));
  for (const find of [named, ranked]) {
    for (const info of inputs.values()) {
      const role = [...found.values()].includes(info) ? undefined : find(info);
      if (role) found.set(role[0], info);
    }
  }
  const left = [...inputs.values()].find((info) => ![...found.values()].includes(info));
  const [missing] = open();
  if (missing) throw noInputFor(missing[0], inputs, file);
  if (left) throw missingInput(left.name, file);
  return Object.fromEntries(found) as Record<R, ValueInfo>;
}

function noInputFor(role: string, inputs: Inputs, file: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `The network has no input for ${role}. Its inputs are ${[...inputs.keys()].join(', ')}.`,
    'This file is a different network: put each network of the model into its own subfolder.',
    { file },
  );
}
