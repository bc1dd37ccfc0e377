import type { NodeEntry, NodeRegistry } from '../registry.ts';
import type { Workflow, WorkflowLink } from '../workflow/schema.ts';
import { type BlockPorts, portsOf } from './ports.ts';
import { seenFrom, shownLinks } from './shownLinks.ts';
import { shownNodes } from './shownNodes.ts';
import { type BlockTree, treeOf } from './tree.ts';

export interface Looking {
  /** The block that is open; null at the top. */
  readonly open: string | null;
  /** Where the window looks within it. */
  readonly viewport?: Workflow['viewport'];
}

/**
 * One level of a workflow as a workflow of its own: the nodes that lie in the open block, each block among them as one
 * node, and the edges of the open block as nodes. Every edit of plain workflows works on it; `putLevel` takes it back.
 */
export interface Level {
  readonly root: Workflow;
  readonly open: string | null;
  readonly workflow: Workflow;
  /** Knows the blocks and edges of this level too. Goes through the kinds of node that there are without them. */
  readonly registry: NodeRegistry;
  readonly ports: ReadonlyMap<string, BlockPorts>;
  readonly tree: BlockTree;
  /** Wires that are not in the file as they are seen, by their ends. */
  readonly derived: ReadonlyMap<string, WorkflowLink>;
}

class WithBlocks extends Map<string, NodeEntry> {
  readonly #own: ReadonlyMap<string, NodeEntry>;

  constructor(registry: NodeRegistry, own: ReadonlyMap<string, NodeEntry>) {
    super(registry);
    this.#own = own;
  }

  override get(type: string): NodeEntry | undefined {
    return this.#own.get(type) ?? super.get(type);
  }
}

/** @param last the level that was shown before: what is equal is taken from it, so that views of it see what changed. */
export function levelOf(root: Workflow, registry: NodeRegistry, looking: Looking, last?: Level): Level {
  if (!root.blocks || root.blocks.length === 0) {
    return { root, open: null, workflow: root, registry, ports: new Map(), tree: treeOf(root), derived: new Map() };
  }
  const tree = treeOf(root);
  const open = looking.open !== null && tree.blocks.has(looking.open) ? looking.open : null;
  const ports = portsOf(root, tree);
  const seen = seenFrom(root, open, tree, ports);
  const { nodes, entries } = shownNodes(root, open, { tree, ports, registry }, last?.workflow.nodes);
  const { links, derived } = shownLinks(root, open, ports, seen, last?.derived);
  const groups = root.groups.filter(
    ({ block }) => (block !== undefined && tree.blocks.has(block) ? block : null) === open,
  );
  const before = last?.workflow;
  const workflow: Workflow = {
    ...root,
    nodes: kept(nodes, before?.nodes),
    links: kept(links, before?.links),
    groups: kept(groups, before?.groups),
    openBlock: open,
    elsewhere: kept(elsewhere(root, { nodes, groups }), before?.elsewhere as readonly string[] | undefined),
    ...(open !== null && { viewport: looking.viewport }),
  };
  return { root, open, workflow, registry: new WithBlocks(registry, entries), ports, tree, derived };
}

/** The earlier list where the new one holds the same. */
function kept<T>(list: T[], before: readonly T[] | undefined): T[] {
  const same = before?.length === list.length && list.every((each, index) => each === before[index]);
  return same ? (before as T[]) : list;
}

/** Ids that are taken by what is not seen: nodes, blocks and groups. */
function elsewhere(root: Workflow, { nodes, groups }: Pick<Workflow, 'nodes' | 'groups'>): string[] {
  const shownNodes = new Set(nodes.map(({ id }) => id));
  const shownGroups = new Set(groups);
  return [
    ...[...root.nodes, ...(root.blocks ?? [])].filter(({ id }) => !shownNodes.has(id)),
    ...root.groups.filter((group) => !shownGroups.has(group)),
  ].map(({ id }) => id);
}
