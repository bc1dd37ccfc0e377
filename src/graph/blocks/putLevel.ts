import { removeNodes } from '../edit/removeNodes.ts';
import { setParameter } from '../edit/setNode.ts';
import { formatLinkEnd, type LinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowBlock, WorkflowGroup, WorkflowNode } from '../workflow/schema.ts';
import { setBlockMode } from './blockMode.ts';
import { copyBlock } from './copyBlock.ts';
import { INPUTS, isEdge } from './edges.ts';
import type { Level } from './level.ts';
import { withLooksOf } from './looks.ts';
import { parameterInside } from './parameterInside.ts';
import { type BlockPorts, withPorts } from './ports.ts';
import { putLinks } from './putLinks.ts';
import { contentsOf } from './tree.ts';

/**
 * The whole workflow after one of its levels was edited as if it were a workflow of its own. Whatever is not seen from there
 * stays; a block that was duplicated, removed, muted or turned is duplicated, removed, muted or turned with all that lies in it.
 */
export function putLevel(level: Level, after: Workflow): Workflow {
  const { root, workflow: before } = level;
  if (after === before) return root;
  if (before === root) return withPorts(after);
  const removed = withoutRemoved(level, after);
  const { workflow: changed, ports } = withChangedNodes(level, after, removed);
  const linked = putLinks({ level, ports }, after, changed);
  return withPorts(withTheRest(level, after, linked));
}

const idsOf = ({ nodes }: Workflow): ReadonlySet<string> => new Set(nodes.map(({ id }) => id));

function withoutRemoved({ root, workflow: before, tree }: Level, after: Workflow): Workflow {
  const left = idsOf(after);
  const gone = before.nodes.map(({ id }) => id).filter((id) => !left.has(id) && !isEdge(id));
  if (gone.length === 0) return root;
  const within = contentsOf(
    root,
    gone.filter((id) => tree.blocks.has(id)),
  );
  const workflow = removeNodes(root, [...gone, ...within.nodes]);
  const lies = ({ block }: WorkflowGroup) => block !== undefined && within.blocks.has(block);
  return {
    ...workflow,
    blocks: (workflow.blocks ?? []).filter(({ id }) => !within.blocks.has(id)),
    // Those of the level are for the level to say: a block among what they stand for is no node here.
    groups: root.groups.filter((group) => !lies(group)),
  };
}

interface Changed {
  readonly workflow: Workflow;
  /** Those of the level, and those of blocks that were copied. */
  readonly ports: ReadonlyMap<string, BlockPorts>;
}

function withChangedNodes(level: Level, after: Workflow, root: Workflow): Changed {
  const { tree, open } = level;
  const before = new Map(level.workflow.nodes.map((node) => [node.id, node]));
  const changed = after.nodes.filter((node) => before.get(node.id) !== node);
  const plain = new Map<string, WorkflowNode>();
  const ports = new Map(level.ports);
  const taken = [...after.nodes, ...after.groups].map(({ id }) => id);
  let workflow = root;
  for (const node of changed) {
    const known = before.get(node.id);
    if (isEdge(node.id)) workflow = withEdge(workflow, open, node);
    else if (tree.blocks.has(node.id) && known) workflow = withBlock(workflow, level, known, node);
    else if (node.type.startsWith('block:') && tree.blocks.has(node.type.slice(6))) {
      const copy = copyBlock(workflow, node, { of: node.type.slice(6), open, taken });
      workflow = copy.workflow;
      for (const [id, own] of copy.ports) ports.set(id, own);
    } else plain.set(node.id, within(node, open));
  }
  const nodes = workflow.nodes.map((node) => plain.get(node.id) ?? node);
  const added = [...plain.values()].filter(({ id }) => !before.has(id));
  return { workflow: plain.size === 0 ? workflow : { ...workflow, nodes: [...nodes, ...added] }, ports };
}

/** A node or group of the open block; at the top level of none. */
function within<T extends WorkflowNode | WorkflowGroup>(each: T, open: string | null): T {
  if ((each.block ?? null) === open) return each;
  const { block: _, ...rest } = each;
  return (open === null ? rest : { ...rest, block: open }) as T;
}

function updateBlock(workflow: Workflow, id: string, change: Partial<WorkflowBlock>): Workflow {
  const blocks = (workflow.blocks ?? []).map((block) => (block.id === id ? { ...block, ...change } : block));
  return { ...workflow, blocks };
}

function withEdge(workflow: Workflow, open: string | null, { id, position }: WorkflowNode): Workflow {
  if (open === null) return workflow;
  return updateBlock(workflow, open, id === INPUTS ? { inputsPosition: position } : { outputsPosition: position });
}

function withBlock(root: Workflow, { ports }: Level, before: WorkflowNode, after: WorkflowNode): Workflow {
  const { id, title = '', mode } = after;
  const blocks = (root.blocks ?? []).map((block) =>
    block.id === id ? withLooksOf({ ...block, title }, after) : block,
  );
  const workflow = { ...root, blocks };
  const turned = mode === before.mode ? workflow : setBlockMode(workflow, id, { from: before.mode, to: mode });
  if (after.parameters === before.parameters) return turned;
  return (ports.get(id)?.parameters ?? []).reduce((current, { name, target }) => {
    const end = parseLinkEnd(target) as LinkEnd;
    if (after.parameters[name] === before.parameters[name]) return current;
    return setParameter(current, end.node, end.port, after.parameters[name]);
  }, turned);
}

/** What a level says in its own way. Everything else is said of the workflow as a whole, from whichever level. */
const OF_LEVEL: ReadonlySet<string> = new Set([
  'nodes',
  'links',
  'groups',
  'inputs',
  'outputs',
  'blocks',
  'viewport',
  'openBlock',
  'elsewhere',
]);

function only(workflow: Workflow, isWanted: (key: string) => boolean): Partial<Workflow> {
  return Object.fromEntries(Object.entries(workflow).filter(([key]) => isWanted(key)));
}

function withTheRest(level: Level, after: Workflow, put: Workflow): Workflow {
  const { open, workflow: before } = level;
  const { groups, inputs, outputs, viewport } = after;
  // By themselves, not by their ids: a file may call groups of several levels the same.
  const shown = new Set(before.groups);
  const known = new Set(before.groups.map(({ id }) => id));
  const now = new Map(groups.map((group) => [group.id, within(group, open)]));
  const kept = put.groups.flatMap((group) => (shown.has(group) ? (now.get(group.id) ?? []) : group));
  const fresh = groups.filter(({ id }) => !known.has(id)).map((group) => within(group, open));
  const whole = {
    ...only(put, (key) => OF_LEVEL.has(key) && key !== 'outputs'),
    ...only(after, (key) => !OF_LEVEL.has(key)),
    ...(open === null && viewport && { viewport }),
    ...putOutputs(outputs, put),
    groups: groups === before.groups ? put.groups : [...kept, ...fresh],
    inputs: inputs === before.inputs ? put.inputs : putInputs(level, inputs, put),
  };
  // Of all keys that a workflow has, each was taken from one of the two.
  return whole as Workflow;
}

/** Results that are shown, of nodes that are still there. */
function putOutputs(outputs: Workflow['outputs'], { nodes }: Workflow): Pick<Workflow, 'outputs'> {
  const there = new Set(nodes.map(({ id }) => id));
  const left = outputs?.filter((id) => there.has(id)) ?? [];
  return left.length > 0 ? { outputs: left } : {};
}

/** Those that stay, but for those whose node is gone; new and changed ones with the parameter that they mean. */
function putInputs(level: Level, inputs: Workflow['inputs'], put: Workflow): Workflow['inputs'] {
  const before = new Set(level.root.inputs);
  const left = new Set(put.inputs);
  return inputs
    .filter((input) => left.has(input) || !before.has(input))
    .map((input) => (left.has(input) ? input : { ...input, target: targetInside(level, input.target) }));
}

function targetInside(level: Level, target: string): string {
  const end = parseLinkEnd(target);
  return end ? formatLinkEnd(parameterInside(level, end)) : target;
}
