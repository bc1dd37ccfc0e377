import { type Subgraph, subgraph } from '../edit/subgraph.ts';
import type { NodeEntry, NodeRegistry } from '../registry.ts';
import { emptyWorkflow, type Workflow } from '../workflow/schema.ts';
import { typeOfBlock } from './entry.ts';
import { levelOf } from './level.ts';

/** Category of blocks that the user has saved. */
export const OWN_BLOCKS = 'your_blocks';

/** A workflow that holds nothing but a block of another, called as the block is. */
export function workflowOfBlock(workflow: Workflow, id: string): Workflow {
  const { nodes, links, groups, blocks } = subgraph(workflow, [id]);
  const block = blocks.find((each) => each.id === id);
  return { ...emptyWorkflow(), name: block?.title || 'Block', nodes, links, groups, blocks };
}

/** The block of a workflow that holds one, as a kind of node and to be inserted; undefined where there is none. */
export function blockPart(
  workflow: Workflow,
  registry: NodeRegistry,
  name: string,
): { readonly entry: NodeEntry; readonly part: Subgraph } | undefined {
  const block = workflow.blocks?.find((each) => each.block === undefined);
  const level = levelOf(workflow, registry, { open: null });
  const entry = block && level.registry.get(typeOfBlock(block.id));
  if (!block || !entry) return undefined;
  return {
    part: subgraph(workflow, [block.id]),
    entry: { ...entry, type: `own:${name}`, category: OWN_BLOCKS },
  };
}
