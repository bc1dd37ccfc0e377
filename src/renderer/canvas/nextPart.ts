import type { Workflow, WorkflowLink } from '../../graph/workflow/schema.ts';

/** What is made ready to be painted in one go, a few frames' worth of work; a node takes as long as several links. */
const NODES = 100;
const LINKS = 1000;

/** Whether all of a workflow is. */
export function isOnePart({ nodes, links }: Workflow): boolean {
  return nodes.length <= NODES && links.length <= LINKS;
}

/** What can be shown next of a workflow. */
export interface Part {
  /** It, with those of its nodes that are shown. All of its links are named, so that nodes know which ports are wired. */
  readonly workflow: Workflow;
  /** Those of its links that are drawn. */
  readonly links: readonly WorkflowLink[];
}

/**
 * As much of a workflow as can be shown next while the page goes on: what is shown already and some more of its nodes;
 * where all of those are, some more of its links, the fewer the more nodes came with them.
 */
export function nextPart(workflow: Workflow, isShown: (id: string) => boolean, linksShown: number): Part {
  let fresh = 0;
  for (const [index, { id }] of workflow.nodes.entries()) {
    if (!isShown(id)) fresh++;
    if (fresh <= NODES) continue;
    return {
      workflow: { ...workflow, nodes: workflow.nodes.slice(0, index) },
      links: workflow.links.slice(0, linksShown),
    };
  }
  const drawn = isOnePart(workflow) ? LINKS : linksShown + LINKS * (1 - fresh / NODES);
  return { workflow, links: drawn < workflow.links.length ? workflow.links.slice(0, drawn) : workflow.links };
}
