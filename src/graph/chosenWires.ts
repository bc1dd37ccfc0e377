import { flowOf, type Wires } from './flow.ts';
import type { NodeRegistry } from './registry.ts';
import { wiringOf } from './wiring.ts';
import { formatLinkEnd, type LinkEnd } from './workflow/link.ts';
import type { Workflow } from './workflow/schema.ts';

/** Says of a node that its parameters may become anything before a run. */
export type IsOpen = (node: string) => boolean;

/**
 * The workflow without the wires into inputs that a node does not need as it is set, so that nobody computes what leads there
 * alone. A choice that depends on a number which has to be computed, or on an open node, keeps them all.
 */
export function withChosenWires(workflow: Workflow, registry: NodeRegistry, isOpen?: IsOpen): Workflow {
  const unneeded = unneededEnds(workflow, registry, isOpen);
  if (unneeded.size === 0) return workflow;
  return { ...workflow, links: workflow.links.filter(({ to }) => !unneeded.has(to)) };
}

/** The inputs that nodes do without as they are set, wired or not, as links write them. */
export function unneededEnds(workflow: Workflow, registry: NodeRegistry, isOpen?: IsOpen): ReadonlySet<string> {
  const choosing = choosingNodes(workflow, registry);
  if (choosing.length === 0) return new Set();
  const wires = wiresOf(workflow, registry);
  return new Set(
    choosing
      .filter((id) => !isOpen || !decidersOf(id, wires).some(isOpen))
      .flatMap((id) => unneededInputs(id, wires).map((port) => formatLinkEnd({ node: id, port }))),
  );
}

/** The nodes whose parameters decide, before a run, which inputs are needed. */
export function choiceDeciders(workflow: Workflow, registry: NodeRegistry): ReadonlySet<string> {
  const choosing = choosingNodes(workflow, registry);
  if (choosing.length === 0) return new Set();
  const wires = wiresOf(workflow, registry);
  return new Set(choosing.flatMap((id) => decidersOf(id, wires)));
}

function choosingNodes({ nodes }: Workflow, registry: NodeRegistry): string[] {
  return nodes.filter(({ type, mode }) => mode === 'on' && registry.get(type)?.chooses).map(({ id }) => id);
}

function wiresOf(workflow: Workflow, registry: NodeRegistry): Wires {
  const wiring = wiringOf(workflow);
  return { registry, wiring, flow: flowOf(wiring, registry) };
}

function decidersOf(id: string, wires: Wires): string[] {
  const source = choosingSource(id, wires);
  const known = source && knownEnd(source, wires);
  return known ? [id, known.node] : [id];
}

/** The inputs that a node does without as it is set; none where it does not choose, or only while it runs. */
export function unneededInputs(id: string, wires: Wires): readonly string[] {
  const node = wires.wiring.nodes.get(id);
  const entry = node && wires.registry.get(node.type);
  const parameters = entry?.parameters.safeParse(node?.parameters).data;
  if (!entry?.chooses || !parameters) return [];
  const source = choosingSource(id, wires);
  const known = source && knownEnd(source, wires);
  const value = known && knownNumber(known, wires);
  if (source && value === undefined) return [];
  return entry.chooses.unneeded(parameters, value);
}

/** Where the number comes from by which a node chooses; undefined for nowhere. */
function choosingSource(id: string, { wiring, registry, flow }: Wires): LinkEnd | undefined {
  const by = registry.get(wiring.nodes.get(id)?.type ?? '')?.chooses?.by;
  const wire = by === undefined ? undefined : wiring.into.get(id)?.get(by);
  return wire && flow.sourceOf(wire);
}

/** The output from which a number comes that is known before a run, behind nodes that only pass it on. */
function knownEnd(end: LinkEnd, { wiring, registry, flow }: Wires): LinkEnd | undefined {
  const seen = new Set<string>();
  for (let at: LinkEnd | undefined = end; at && !seen.has(at.node); ) {
    seen.add(at.node);
    const node = wiring.nodes.get(at.node);
    const entry = node && registry.get(node.type);
    if (node?.mode !== 'on' || !entry) return undefined;
    if (entry.known && Object.hasOwn(entry.known, at.port)) return at;
    const before: LinkEnd | undefined =
      entry.passesOn === undefined ? undefined : wiring.into.get(at.node)?.get(entry.passesOn);
    at = before && flow.sourceOf(before);
  }
  return undefined;
}

/** The number at an output that says it before a run. */
function knownNumber({ node: id, port }: LinkEnd, { wiring, registry }: Wires): number | undefined {
  const node = wiring.nodes.get(id);
  const entry = node && registry.get(node.type);
  const parameters = entry?.parameters.safeParse(node?.parameters).data;
  return parameters && entry?.known?.[port]?.(parameters);
}
