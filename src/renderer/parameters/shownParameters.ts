import { idleParameters } from '../../graph/parameters/idleParameters.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { type ParameterSpec, parameterSpecs } from './parameterSpec.ts';

interface Names {
  has(name: string): boolean;
}

const NONE: Names = new Set();

/**
 * The parameters of a node that have an effect, given what the others are. One that a wire drives is always shown, and so is
 * one that the workflow offers as an input.
 * @param wired the inputs that have a wire.
 */
export function shownParameters(
  entry: NodeEntry,
  parameters: Readonly<Record<string, unknown>>,
  wired: Names,
  pinned = NONE,
): readonly ParameterSpec[] {
  const idle = idleParameters(entry, parameters, wired);
  return parameterSpecs(entry).filter(({ name }) => !idle.has(name) || wired.has(name) || pinned.has(name));
}
