import { flowOf, type Wires } from './flow.ts';
import type { NodeRegistry } from './registry.ts';
import { wiringOf } from './wiring.ts';
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
  const wires = { registry, wiring, flow: flowOf(wiring, registry) };
  const endsOf = (node: string) => unneededInputs(node, wires).map((port) => formatLinkEnd({ node, port }));
  const unneeded = new Set(choosing.flatMap(({ id }) => endsOf(id)));
  return { ...workflow, links: workflow.links.filter(({ to }) => !unneeded.has(to)) };
}

/** The inputs that a node does without as it is set; none where it does not choose, or only while it runs. */
export function unneededInputs(id: string, wires: Wires): readonly string[] {
  const { nodes, into } = wires.wiring;
  const node = nodes.get(id);
  const entry = node && wires.registry.get(node.type);
  const parameters = entry?.parameters.safeParse(node?.parameters).data;
  if (!entry?.chooses || !parameters) return [];
  const wire = into.get(id)?.get(entry.chooses.by);
  const source = wire && wires.flow.sourceOf(wire);
  const value = source && knownNumber(source, wires);
  if (source && value === undefined) return [];
  return entry.chooses.unneeded(parameters, value);
}

/** The number that leaves an output, where it is known before a run. */
function knownNumber(end: LinkEnd, { wiring, registry, flow }: Wires): number | undefined {
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
    const before: LinkEnd | undefined =
      entry.passesOn === undefined ? undefined : wiring.into.get(at.node)?.get(entry.passesOn);
    at = before && flow.sourceOf(before);
  }
  return undefined;
}
