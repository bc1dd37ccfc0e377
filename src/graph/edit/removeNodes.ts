import { parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowGroup } from '../workflow/schema.ts';
import { selectedBoxes } from './grouping/selectedBoxes.ts';
import type { Ids } from './updateNodes.ts';

/** Removes nodes with their wires, with the exposed inputs that named them, and with the collapsed groups that held nothing else. */
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
    groups: groupsLeft(workflow, gone),
    links: workflow.links.filter((link) => stays(link.from) && stays(link.to)),
    inputs: workflow.inputs.filter((input) => stays(input.target)),
  };
}

/** A box that stands for nothing could not be told from one that stands for something. */
function groupsLeft(workflow: Workflow, gone: ReadonlySet<string>): WorkflowGroup[] {
  const emptied = selectedBoxes(workflow, gone);
  return emptied.size === 0 ? workflow.groups : workflow.groups.filter(({ id }) => !emptied.has(id));
}
