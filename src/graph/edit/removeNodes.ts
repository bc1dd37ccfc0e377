import { parseLinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import type { Ids } from './updateNodes.ts';

/** Removes nodes with their wires and with the exposed inputs that named them. */
export function removeNodes(workflow: Workflow, ids: Ids): Workflow {
  const gone = new Set(ids);
  const nodes = workflow.nodes.filter((node) => !gone.has(node.id));
  if (nodes.length === workflow.nodes.length) return workflow;
  const stays = (end: string) => !gone.has(parseLinkEnd(end)?.node ?? '');
  const { outputs, ...rest } = workflow;
  const left = outputs?.filter((id) => !gone.has(id)) ?? [];
  return {
    ...rest,
    ...(left.length > 0 && { outputs: left }),
    nodes,
    links: workflow.links.filter((link) => stays(link.from) && stays(link.to)),
    inputs: workflow.inputs.filter((input) => stays(input.target)),
  };
}
