import { setMode } from '../edit/setNode.ts';
import type { Workflow, WorkflowBlock, WorkflowNode } from '../workflow/schema.ts';
import { contentsOf } from './tree.ts';

interface Change {
  readonly from: WorkflowNode['mode'];
  readonly to: WorkflowNode['mode'];
}

/**
 * Mutes, bypasses or enables all that lies in a block. The block remembers what was not on before, so that what somebody
 * had muted inside is muted still when the block is on again.
 */
export function setBlockMode(workflow: Workflow, id: string, { from, to }: Change): Workflow {
  const { nodes } = contentsOf(workflow, [id]);
  const block = workflow.blocks?.find((each) => each.id === id);
  const set = setMode(workflow, nodes, to);
  if (to === 'on') {
    const restored = (block?.modes ?? [])
      .filter(({ node }) => nodes.has(node))
      .reduce((current, { node, mode }) => setMode(current, [node], mode), set);
    return withModes(restored, id, []);
  }
  if (from !== 'on') return set;
  const modes = workflow.nodes
    .filter((node) => nodes.has(node.id) && node.mode !== 'on')
    .map((node) => ({ node: node.id, mode: node.mode }));
  return withModes(set, id, modes);
}

function withModes(workflow: Workflow, id: string, modes: NonNullable<WorkflowBlock['modes']>): Workflow {
  const blocks = (workflow.blocks ?? []).map((block): WorkflowBlock => {
    if (block.id !== id) return block;
    const { modes: _, ...rest } = block;
    return modes.length === 0 ? rest : { ...rest, modes };
  });
  return { ...workflow, blocks };
}
