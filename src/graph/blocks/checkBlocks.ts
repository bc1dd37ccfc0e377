import { invalidWorkflow } from '../workflow/invalidWorkflow.ts';
import type { WorkflowBlock } from '../workflow/schema.ts';
import { DEEPEST } from './tree.ts';

/**
 * Refuses blocks that lie in themselves, or too deep in each other.
 * @throws ArcspaceError with code `invalid-workflow`, naming the block
 */
export function checkBlocks({ blocks = [] }: { readonly blocks?: readonly WorkflowBlock[] | undefined }): void {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const depths = new Map<string, number>();
  for (const block of blocks) depthOf(block, byId, depths);
}

/** Goes outwards until a block whose depth is known: each is passed once, however many there are. */
function depthOf(start: WorkflowBlock, byId: ReadonlyMap<string, WorkflowBlock>, depths: Map<string, number>): void {
  const way: WorkflowBlock[] = [];
  const passed = new Set<string>();
  let current: WorkflowBlock | undefined = start;
  while (current && !depths.has(current.id)) {
    if (passed.has(current.id)) throw containsItself(current);
    passed.add(current.id);
    way.push(current);
    current = current.block === undefined ? undefined : byId.get(current.block);
  }
  let depth = current ? (depths.get(current.id) ?? 0) : 0;
  for (const block of way.reverse()) {
    depth++;
    if (depth > DEEPEST) throw tooDeep(block);
    depths.set(block.id, depth);
  }
}

const nameOf = ({ title, id }: WorkflowBlock) => title || id;

function containsItself(block: WorkflowBlock): Error {
  return invalidWorkflow(
    `The block "${nameOf(block)}" contains itself.`,
    'Take it out of the blocks that lie in it: remove their "block" in the file.',
    block.id,
  );
}

function tooDeep(block: WorkflowBlock): Error {
  return invalidWorkflow(
    `The block "${nameOf(block)}" lies in more than ${DEEPEST - 1} others.`,
    'Dissolve some of the blocks around it.',
    block.id,
  );
}
