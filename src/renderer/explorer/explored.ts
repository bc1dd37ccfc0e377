import type { NodeRegistry } from '../../graph/registry.ts';
import { ancestors, descendants, type Wiring, wiringOf } from '../../graph/wiring.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { parameterFields } from '../parameters/fields.ts';

/** Whether a kind of node has something that a hand can move through a space. */
export function isInstrument(registry: NodeRegistry, type: string): boolean {
  const entry = registry.get(type);
  if (!entry) return false;
  return parameterFields(entry).some(({ spec, control }) => spec.padWith ?? spec.weighs ?? control === 'walk');
}

/** The nodes after this one that show pictures, the nearest first. */
export function picturesAfter(workflow: Workflow, registry: NodeRegistry, node: string): readonly string[] {
  const wiring = wiringOf(workflow);
  const shows = (id: string) => {
    const found = wiring.nodes.get(id);
    return found?.mode === 'on' && registry.get(found.type)?.preview === 'images';
  };
  return inReach(wiring, node).filter(shows);
}

/** What hangs on a node, nearest first, itself before all. */
function inReach(wiring: Wiring, node: string): string[] {
  const reached = new Set([node]);
  for (const id of reached) for (const next of wiring.outOf.get(id) ?? []) reached.add(next);
  return [...reached];
}

/** The nodes from one to another that hangs on it, both included. */
export function wayBetween(workflow: Workflow, from: string, to: string): readonly string[] {
  const wiring = wiringOf(workflow);
  const needed = ancestors(wiring, [to]);
  return [...descendants(wiring, [from])].filter((id) => needed.has(id));
}
