import { isAmong } from '../../graph/conditions.ts';
import type { Condition } from '../../graph/defineNode.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { type ParameterSpec, parameterSpecs, parameterValue } from '../canvas/view/parameterSpec.ts';

interface Names {
  has(name: string): boolean;
}

/**
 * The parameters of a node that have an effect, given what the others are: those whose `shownWhen` holds and which no wire
 * decides instead. A parameter that a wire drives is always shown, and may be anything. Nothing follows from one that is
 * out of sight itself.
 * @param wired the inputs that have a wire.
 */
export function shownParameters(
  entry: NodeEntry,
  parameters: Readonly<Record<string, unknown>>,
  wired: Names,
): readonly ParameterSpec[] {
  const shown = new Map<string, ParameterSpec>();
  const holds = ([name, wanted]: [string, Condition[string]]) => {
    const other = shown.get(name);
    if (!other) return false;
    return wired.has(name) || isAmong(wanted, parameterValue(other, parameters));
  };
  for (const spec of parameterSpecs(entry)) {
    const decided = spec.hiddenByWire !== undefined && wired.has(spec.hiddenByWire);
    if (wired.has(spec.name) || (!decided && Object.entries(spec.shownWhen).every(holds))) shown.set(spec.name, spec);
  }
  return [...shown.values()];
}
