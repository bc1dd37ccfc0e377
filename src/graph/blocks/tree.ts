import type { Workflow, WorkflowBlock } from '../workflow/schema.ts';

/** How deep blocks may lie in each other. */
export const DEEPEST = 10;

/** Which nodes and blocks lie in which blocks. */
export interface BlockTree {
  readonly blocks: ReadonlyMap<string, WorkflowBlock>;
  /** The block in which a node or block lies; null at the top level. */
  parentOf(id: string): string | null;
  /** The blocks around a node or block, the innermost first. */
  around(id: string): readonly string[];
}

const NONE: readonly string[] = [];

/** A block that is named and not there is none. */
export function treeOf(workflow: Pick<Workflow, 'nodes' | 'blocks'>): BlockTree {
  const blocks = new Map((workflow.blocks ?? []).map((block) => [block.id, block]));
  const parents = new Map<string, string>();
  for (const { id, block } of [...workflow.nodes, ...blocks.values()]) {
    if (block !== undefined && blocks.has(block)) parents.set(id, block);
  }
  const chains = new Map<string, readonly string[]>();
  /** From a block outwards, itself included. */
  const chainFrom = (block: string): readonly string[] => {
    const known = chains.get(block);
    if (known) return known;
    chains.set(block, NONE);
    const parent = parents.get(block);
    const chain = [block, ...(parent === undefined ? NONE : chainFrom(parent))];
    chains.set(block, chain);
    return chain;
  };
  return {
    blocks,
    parentOf: (id) => parents.get(id) ?? null,
    around(id) {
      const parent = parents.get(id);
      return parent === undefined ? NONE : chainFrom(parent);
    },
  };
}

/** The nodes and the blocks that lie in these blocks, however deep; the blocks themselves included. */
export function contentsOf(
  workflow: Workflow,
  ids: Iterable<string>,
): { readonly nodes: ReadonlySet<string>; readonly blocks: ReadonlySet<string> } {
  const tree = treeOf(workflow);
  const wanted = new Set(ids);
  const lies = (id: string) => tree.around(id).some((block) => wanted.has(block));
  return {
    nodes: new Set(workflow.nodes.map(({ id }) => id).filter(lies)),
    blocks: new Set([...tree.blocks.keys()].filter((id) => wanted.has(id) || lies(id))),
  };
}
