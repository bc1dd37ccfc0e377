import type { NodeRegistry } from '../registry.ts';
import { formatLinkEnd, type LinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { refusal } from './refusal.ts';
import { freeSlot } from './slots.ts';

/**
 * Draws a wire. One on the same input is replaced; a repeated input named as a whole (`points`) fills its next free
 * slot. A wire that `refusal` speaks against leaves the workflow as it is.
 */
export function connect(workflow: Workflow, registry: NodeRegistry, from: LinkEnd, to: LinkEnd): Workflow {
  const port = freeSlot(workflow, registry, to);
  if (port === undefined || refusal(workflow, registry, from, to) !== undefined) return workflow;
  const link = { from: formatLinkEnd(from), to: formatLinkEnd({ node: to.node, port }) };
  if (workflow.links.some((each) => each.from === link.from && each.to === link.to)) return workflow;
  return { ...workflow, links: [...workflow.links.filter((each) => each.to !== link.to), link] };
}

/** Takes away the wire that ends in this input. */
export function disconnect(workflow: Workflow, to: LinkEnd): Workflow {
  const end = formatLinkEnd(to);
  const links = workflow.links.filter((link) => link.to !== end);
  return links.length === workflow.links.length ? workflow : { ...workflow, links };
}
