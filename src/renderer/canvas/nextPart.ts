import type { Workflow } from '../../graph/workflow/schema.ts';

/** Nodes that are made ready to be painted in one go: a few frames' worth of work. */
const TOGETHER = 200;

/**
 * As much of a workflow as can be shown next while the page goes on: all of it, or what is shown already and some more
 * of its nodes. All wires come along, so that nodes know from the beginning which of their ports are wired.
 */
export function nextPart(workflow: Workflow, isShown: (id: string) => boolean): Workflow {
  let fresh = 0;
  for (const [index, { id }] of workflow.nodes.entries()) {
    if (!isShown(id)) fresh++;
    if (fresh > TOGETHER) return { ...workflow, nodes: workflow.nodes.slice(0, index) };
  }
  return workflow;
}
