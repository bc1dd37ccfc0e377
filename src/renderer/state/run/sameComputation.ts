import type { Workflow } from '../../../graph/workflow/schema.ts';

/** Whether two workflows compute the same: moving, renaming and looking around change nothing of it. */
export function sameComputation(one: Workflow, other: Workflow): boolean {
  if (one.links !== other.links || one.nodes.length !== other.nodes.length) return false;
  return one.nodes.every((node, index) => {
    const twin = other.nodes[index];
    return (
      node === twin ||
      (node.id === twin?.id &&
        node.type === twin.type &&
        node.mode === twin.mode &&
        node.parameters === twin.parameters)
    );
  });
}
