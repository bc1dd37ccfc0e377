import { insertSubgraph, subgraph } from '../edit/subgraph.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { withLooksOf } from './looks.ts';
import { type BlockPorts, portsOf } from './ports.ts';

interface Copying {
  /** The block that is copied. */
  readonly of: string;
  /** The block that the copy lies in; null for none. */
  readonly open: string | null;
  readonly taken: Iterable<string>;
}

interface Copy {
  readonly workflow: Workflow;
  /** Of the new blocks. */
  readonly ports: ReadonlyMap<string, BlockPorts>;
}

/** A copy of a block with all that lies in it, as the node says that stands for it. */
export function copyBlock(workflow: Workflow, node: WorkflowNode, { of, open, taken }: Copying): Copy {
  const part = subgraph(workflow, [of]);
  const copied = insertSubgraph(workflow, part, { by: [0, 0], open, names: new Map([[of, node.id]]), taken });
  const blocks = (copied.workflow.blocks ?? []).map((block) =>
    block.id === node.id ? withLooksOf(block, node) : block,
  );
  const next = { ...copied.workflow, blocks };
  const fresh = new Set(part.blocks.map(({ id }) => copied.names.get(id)));
  return { workflow: next, ports: new Map([...portsOf(next)].filter(([id]) => fresh.has(id))) };
}
