import type { NodeRegistry } from './registry.ts';
import { type Wiring, wiringOf } from './wiring.ts';
import { formatLinkEnd, type LinkEnd } from './workflow/link.ts';
import type { Workflow } from './workflow/schema.ts';

/**
 * The workflow without the wires into inputs that a node does not need as it is set, so that nobody computes what leads there
 * alone. A choice that depends on a number which has to be computed keeps them all.
 */
export function withChosenWires(workflow: Workflow, registry: NodeRegistry): Workflow {
  const choosing = workflow.nodes.filter(({ type, mode }) => mode === 'on' && registry.get(type)?.chooses);
  if (choosing.length === 0) return workflow;
  const wiring = wiringOf(workflow);
  const unneeded = new Set(choosing.flatMap(({ id }) => unneededInputs(id, wiring, registry)));
  return { ...workflow, links: workflow.links.filter(({ to }) => !unneeded.has(to)) };
}

/** As written in links. */
function unneededInputs(id: string, wiring: Wiring, registry: NodeRegistry): string[] {
  const node = wiring.nodes.get(id);
  const entry = node && registry.get(node.type);
  const parameters = entry?.parameters.safeParse(node?.parameters).data;
  if (!entry?.chooses || !parameters) return [];
  const wire = wiring.into.get(id)?.get(entry.chooses.by);
  const value = wire && knownNumber(wire, wiring, registry);
  if (wire && value === undefined) return [];
  return entry.chooses.unneeded(parameters, value).map((port) => formatLinkEnd({ node: id, port }));
}

/** The number that leaves an output, where it is known before a run. */
function knownNumber(end: LinkEnd, wiring: Wiring, registry: NodeRegistry): number | undefined {
  const seen = new Set<string>();
  for (let at: LinkEnd | undefined = end; at && !seen.has(at.node); ) {
    seen.add(at.node);
    const node = wiring.nodes.get(at.node);
    const entry = node && registry.get(node.type);
    if (node?.mode !== 'on' || !entry) return undefined;
    const { known } = entry;
    if (known && Object.hasOwn(known, at.port)) {
      const parameters = entry.parameters.safeParse(node.parameters).data;
      return parameters && known[at.port]?.(parameters);
    }
    at = entry.passesOn === undefined ? undefined : wiring.into.get(at.node)?.get(entry.passesOn);
  }
  return undefined;
}
