import { type IsOpen, withChosenWires } from './chosenWires.ts';
import { flowOf, type Wires } from './flow.ts';
import { inFlowOrder } from './inFlowOrder.ts';
import type { Problem } from './problem.ts';
import type { NodeEntry, NodeRegistry } from './registry.ts';
import { validate } from './validate.ts';
import { ancestors, descendants, type Wiring, wiringOf } from './wiring.ts';
import type { LinkEnd } from './workflow/link.ts';
import type { Workflow, WorkflowNode } from './workflow/schema.ts';

/** One node to compute, its parameters parsed and its wires resolved. */
export interface PlannedNode {
  readonly id: string;
  readonly definition: NodeEntry;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** By input port as written in links; repeated ports are `name.1`, `name.2`, ... */
  readonly inputs: ReadonlyMap<string, LinkEnd>;
}

export interface Plan {
  /** Each node after those that it needs. */
  readonly nodes: readonly PlannedNode[];
  /** What keeps the plan from running. A plan with problems is not executed. */
  readonly problems: readonly Problem[];
}

/**
 * Which nodes a run computes, in order. Empty `targets` mean everything that shows or writes something. Muted nodes and
 * what hangs on them are left out; bypassed nodes pass their first input of the same type through. What leads only to inputs that are not chosen is left out, too.
 * @param isOpen which nodes may be set to anything: what they choose among is all planned.
 */
export function plan(drawn: Workflow, registry: NodeRegistry, targets: readonly string[], isOpen?: IsOpen): Plan {
  const workflow = withChosenWires(drawn, registry, isOpen);
  const wiring = wiringOf(workflow);
  const muted = descendants(
    wiring,
    idsWhere(workflow, (node) => node.mode === 'mute'),
  );
  const wanted = targets.length > 0 ? targets : defaultTargets(drawn, registry);
  const problems = targets.flatMap((id) => targetProblems(id, wiring, muted));
  const needed = ancestors(
    wiring,
    wanted.filter((id) => wiring.nodes.has(id) && !muted.has(id)),
  );
  problems.push(...validate(workflow, registry, needed));
  if (problems.length > 0) return { nodes: [], problems };
  const order = inFlowOrder(
    idsWhere(workflow, (node) => needed.has(node.id)),
    (id) => wiring.outOf.get(id) ?? [],
  ).filter((id) => wiring.nodes.get(id)?.mode === 'on');
  const wires = { registry, wiring, flow: flowOf(wiring, registry) };
  return { nodes: order.flatMap((id) => planNode(id, wires)), problems };
}

function idsWhere(workflow: Workflow, test: (node: WorkflowNode) => boolean): string[] {
  return workflow.nodes.filter(test).map((node) => node.id);
}

/** What a run is for when nothing is asked: nodes that show or write; where there are none, the ends of the graph. */
export function defaultTargets(workflow: Workflow, registry: NodeRegistry): string[] {
  const terminal = idsWhere(workflow, (node) => node.mode === 'on' && registry.get(node.type)?.terminal === true);
  if (terminal.length > 0) return terminal;
  const wiring = wiringOf(workflow);
  return idsWhere(workflow, (node) => {
    const definition = registry.get(node.type);
    return (
      node.mode === 'on' && !wiring.outOf.has(node.id) && Object.keys(definition?.outputs ?? { unknown: 0 }).length > 0
    );
  });
}

/** Of the nodes that a run is for when nothing is asked, those that show pictures. */
export function shownTargets(workflow: Workflow, registry: NodeRegistry): string[] {
  const types = new Map(workflow.nodes.map(({ id, type }) => [id, type]));
  const shows = (id: string): boolean => registry.get(types.get(id) ?? '')?.preview === 'images';
  return defaultTargets(workflow, registry).filter(shows);
}

function targetProblems(id: string, wiring: Wiring, muted: ReadonlySet<string>): Problem[] {
  if (!wiring.nodes.has(id)) {
    return [
      {
        code: 'no-target',
        message: `There is no node "${id}" to run to.`,
        place: { node: id },
        remedy: 'Name a node of the workflow.',
      },
    ];
  }
  if (!muted.has(id)) return [];
  return [
    {
      code: 'muted',
      message: `The node "${id}" is muted, or hangs on a muted node.`,
      place: { node: id },
      remedy: 'Unmute it to run to it.',
    },
  ];
}

function planNode(id: string, { registry, wiring, flow }: Wires): PlannedNode[] {
  const node = wiring.nodes.get(id);
  const definition = node && registry.get(node.type);
  if (!node || !definition) return [];
  const inputs = new Map<string, LinkEnd>();
  for (const [port, end] of wiring.into.get(id) ?? []) {
    const source = flow.sourceOf(end);
    if (source) inputs.set(port, source);
  }
  return [{ id, definition, parameters: definition.parameters.parse(node.parameters), inputs }];
}
