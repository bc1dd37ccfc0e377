import { isEdge } from '../blocks/edges.ts';
import type { Level } from '../blocks/level.ts';
import { distinctNames, nameOfEnd, portsOf, withPorts } from '../blocks/ports.ts';
import { contentsOf, DEEPEST } from '../blocks/tree.ts';
import { enumerated } from '../labels.ts';
import { missingInputs } from '../validation/missingInputs.ts';
import { ancestors, descendants, wiringOf } from '../wiring.ts';
import { LIMITS, MOST_PORTS } from '../workflow/counts.ts';
import { formatLinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowBlock, WorkflowGroup, WorkflowNode } from '../workflow/schema.ts';
import { freeId, idsOf } from './addNode.ts';
import { TOO_DEEP, TOO_MANY_BLOCKS } from './blockLimits.ts';
import { nodesInGroup } from './groups.ts';
import { estimated, type Measures } from './measures.ts';
import { type Point, storable, translate } from './point.ts';
import type { Ids } from './updateNodes.ts';

interface Made {
  readonly workflow: Workflow;
  /** Of the new block. */
  readonly id: string;
}

/** How a new block is called until it is renamed. */
const TITLE = 'Block';

/** About how large the node of a new block is, and how far the edges stand from what lies in it. */
const HALF: Point = [110, 60];
const EDGE = { left: 220, right: 80 } as const;

/** Why what is selected at a level cannot become a block, as a sentence; undefined when it can. */
export function blockRefusal(level: Level, ids: Ids): string | undefined {
  const chosen = chosenNodes(level, ids);
  if (chosen.length === 0) return 'Select the nodes that are to become a block.';
  const between = nodesBetween(level.workflow, chosen);
  if (between.length > 0) {
    const names = between
      .slice(0, 3)
      .map((node) => `"${node.title || level.registry.get(node.type)?.title || node.id}"`);
    return `This would create a cycle: ${enumerated(names)} ${names.length === 1 ? 'lies' : 'lie'} between the selected nodes. Select what lies between too.`;
  }
  if ((level.root.blocks?.length ?? 0) >= LIMITS.blocks) return TOO_MANY_BLOCKS;
  if (depthWith(level, chosen) > DEEPEST) return `${TOO_DEEP} Dissolve a block around it.`;
  const { workflow, id } = gathered(level, chosen, estimated);
  const made = portsOf(workflow).get(id);
  if (Math.max(made?.inputs.length ?? 0, made?.outputs.length ?? 0) > MOST_PORTS) {
    return `The block would have more than ${MOST_PORTS} inputs or outputs. Select fewer nodes.`;
  }
  return undefined;
}

/**
 * Puts what is selected at a level into a new block. It has a port for each wire that crosses its edge, for each input that
 * needs a wire and has none, and for what comes out of nodes that feed nothing.
 */
export function makeBlock(level: Level, ids: Ids, measures: Measures = estimated): Made | undefined {
  if (blockRefusal(level, ids) !== undefined) return undefined;
  const chosen = chosenNodes(level, ids);
  const { id, workflow } = gathered(level, chosen, measures);
  return { id, workflow: withOpenEnds(withPorts(workflow), id, openEnds(level, chosen)) };
}

interface OpenEnds {
  /** Ends of each input that needs a wire and has none. */
  readonly inputs: readonly (readonly string[])[];
  readonly outputs: readonly string[];
}

function openEnds({ workflow, registry, ports }: Level, chosen: readonly WorkflowNode[]): OpenEnds {
  const wired = new Map<string, Set<string>>();
  const feeding = new Set<string>();
  for (const link of workflow.links) {
    const [from, to] = [parseLinkEnd(link.from), parseLinkEnd(link.to)];
    if (from) feeding.add(from.node);
    if (to) wired.set(to.node, (wired.get(to.node) ?? new Set()).add(to.port));
  }
  const described = chosen.flatMap(({ id, type }) => {
    const entry = registry.get(type);
    return entry ? [{ id, entry, block: ports.get(id) }] : [];
  });
  return {
    inputs: described.flatMap(({ id, entry, block }) =>
      missingInputs(entry, wired.get(id) ?? new Set()).map(
        ({ name }) => block?.inputs.find((each) => each.name === name)?.to ?? [formatLinkEnd({ node: id, port: name })],
      ),
    ),
    outputs: described
      .filter(({ id }) => !feeding.has(id))
      .flatMap(({ id, entry, block }) =>
        Object.keys(entry.outputs).map(
          (port) => block?.outputs.find(({ name }) => name === port)?.from ?? formatLinkEnd({ node: id, port }),
        ),
      ),
  };
}

function withOpenEnds(workflow: Workflow, id: string, { inputs, outputs }: OpenEnds): Workflow {
  const blocks = (workflow.blocks ?? []).map((block): WorkflowBlock => {
    if (block.id !== id) return block;
    const more = inputs.map((to) => ({ name: nameOfEnd(to[0] ?? ''), to: [...to] }));
    const given = outputs.map((from) => ({ name: nameOfEnd(from), from }));
    return {
      ...block,
      inputs: named([...block.inputs, ...more]).slice(0, MOST_PORTS),
      outputs: named([...block.outputs, ...given]).slice(0, MOST_PORTS),
    };
  });
  return { ...workflow, blocks };
}

function named<P extends { readonly name: string }>(ports: readonly P[]): P[] {
  const nameFor = distinctNames([]);
  return ports.map((port) => ({ ...port, name: nameFor(port.name) }));
}

function chosenNodes({ workflow }: Level, ids: Ids): readonly WorkflowNode[] {
  const wanted = new Set(ids);
  return workflow.nodes.filter(({ id }) => wanted.has(id) && !isEdge(id));
}

/** Nodes that are fed by the chosen ones and feed them, and are not among them. */
function nodesBetween(workflow: Workflow, chosen: readonly WorkflowNode[]): readonly WorkflowNode[] {
  const wiring = wiringOf(workflow);
  const ids = chosen.map(({ id }) => id);
  const [after, before] = [descendants(wiring, ids), ancestors(wiring, ids)];
  const own = new Set(ids);
  return workflow.nodes.filter(({ id }) => after.has(id) && before.has(id) && !own.has(id));
}

/** How deep the deepest of what is chosen would lie. */
function depthWith({ root, open, tree }: Level, chosen: readonly WorkflowNode[]): number {
  const own = open === null ? 0 : 1 + tree.around(open).length;
  const within = contentsOf(
    root,
    chosen.map(({ id }) => id),
  );
  const depths = [...within.blocks].map((id) => 1 + tree.around(id).length);
  return 1 + Math.max(own, ...depths);
}

function gathered({ root, open, workflow }: Level, chosen: readonly WorkflowNode[], measures: Measures): Made {
  const id = freeId(idsOf(root), 'block');
  const own = new Set(chosen.map((node) => node.id));
  const frames = new Set(workflow.groups.filter((group) => isFull(workflow, group, own)).map((group) => group.id));
  const into = <T extends { readonly id: string }>(each: T, moves: ReadonlySet<string>): T =>
    moves.has(each.id) ? { ...each, block: id } : each;
  const block = newBlock(id, open, boundsOf(chosen, measures));
  return {
    id,
    workflow: {
      ...root,
      nodes: root.nodes.map((node) => into(node, own)),
      groups: root.groups.map((group) => into(group, frames)),
      blocks: [...(root.blocks ?? []).map((each) => into(each, own)), block],
    },
  };
}

/** A frame goes along with its nodes when all of them do. */
function isFull(workflow: Workflow, group: WorkflowGroup, chosen: ReadonlySet<string>): boolean {
  const inside = nodesInGroup(workflow, group);
  return inside.length > 0 && inside.every((id) => chosen.has(id));
}

interface Bounds {
  readonly from: Point;
  readonly to: Point;
}

function boundsOf(nodes: readonly WorkflowNode[], measures: Measures): Bounds {
  const ends = nodes.map((node) => translate(node.position, measures.sizeOf(node)));
  const least = (axis: 0 | 1) => Math.min(...nodes.map(({ position }) => position[axis]));
  const most = (axis: 0 | 1) => Math.max(...ends.map((end) => end[axis]));
  return { from: [least(0), least(1)], to: [most(0), most(1)] };
}

function newBlock(id: string, open: string | null, { from, to }: Bounds): WorkflowBlock {
  const middle = ([0, 1] as const).map((axis) => Math.round((from[axis] + to[axis]) / 2 - HALF[axis]));
  const position = storable([middle[0] ?? 0, middle[1] ?? 0]);
  return {
    id,
    title: TITLE,
    ...(open !== null && { block: open }),
    position,
    origin: position,
    inputs: [],
    outputs: [],
    parameters: [],
    inputsPosition: storable([from[0] - EDGE.left, from[1]]),
    outputsPosition: storable([to[0] + EDGE.right, from[1]]),
  };
}
