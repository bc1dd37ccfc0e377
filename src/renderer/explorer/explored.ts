import type { Level } from '../../graph/blocks/level.ts';
import { withChosenWires } from '../../graph/chosenWires.ts';
import type { Problem } from '../../graph/problem.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import { ancestors, descendants, type Wiring, wiringOf } from '../../graph/wiring.ts';
import { type LinkEnd, parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';
import type { App } from '../app/createApp.ts';
import { parameterFields } from '../parameters/fields.ts';

/** The names of the parameters by which a hand moves a node of a kind through a space. */
function movingParameters(registry: NodeRegistry, type: string): readonly string[] {
  const entry = registry.get(type);
  const fields = entry ? parameterFields(entry) : [];
  const moving = fields.filter(
    ({ spec, control }) => spec.padWith ?? spec.weighs ?? spec.painting ?? control === 'walk',
  );
  return moving.map(({ spec }) => spec.name);
}

/** The node that a hand moves where it moves this one: itself, or the one in a block that shows what moves it. */
export function instrumentAt({ ports, root, registry }: Explorable, { id, type }: WorkflowNode): string | undefined {
  const shown = ports.get(id)?.parameters;
  if (!shown) return movingParameters(registry, type).length > 0 ? id : undefined;
  const ends = shown.flatMap(({ target }) => parseLinkEnd(target) ?? []);
  const moves = ({ node, port }: LinkEnd) =>
    movingParameters(registry, root.nodes.find((each) => each.id === node)?.type ?? '').includes(port);
  return ends.find(moves)?.node;
}

type Explorable = Pick<Level, 'ports' | 'root' | 'registry'>;

/** The node at which the Explorer is open; undefined while it is closed, and where the node is gone. */
export function exploredNode({
  editor,
  ui,
}: Pick<App, 'ui'> & { readonly editor: Pick<App['editor'], 'whole' | 'registry'> }) {
  const id = ui.explorer.value;
  const node = id === null ? undefined : editor.whole.value.nodes.find((each) => each.id === id);
  const entry = node && editor.registry.get(node.type);
  return node && entry && { node, entry };
}

/** The nodes after this one that show pictures, the nearest first. */
export function picturesAfter(workflow: Workflow, registry: NodeRegistry, node: string): readonly string[] {
  const wiring = wiringOf(withChosenWires(workflow, registry));
  const shows = (id: string) => {
    const found = wiring.nodes.get(id);
    return found?.mode === 'on' && registry.get(found.type)?.preview === 'images';
  };
  return inReach(wiring, node).filter(shows);
}

/** Why the picture of a node is not painted: what went wrong with it or with what leads to it, on whatever level. */
export function problemBefore(
  { whole, nodeStates, registry }: Pick<App['editor'], 'whole' | 'nodeStates' | 'registry'>,
  target: string,
): Problem | undefined {
  const needed = ancestors(wiringOf(withChosenWires(whole.value, registry)), [target]);
  return [...needed].map((id) => nodeStates.value.get(id)?.problem).find((problem) => problem !== undefined);
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
