import type { NodeRegistry } from '../registry.ts';
import { formatLinkEnd, type LinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { addNode } from './addNode.ts';
import { connect } from './connect.ts';

/**
 * Adds a node into the wire that ends in `to`: what flows there flows through the node's first input and output. A node
 * that does not fit leaves the workflow as it is.
 */
export function insertOnWire(workflow: Workflow, registry: NodeRegistry, to: LinkEnd, node: WorkflowNode): Workflow {
  const end = formatLinkEnd(to);
  const from = parseLinkEnd(workflow.links.find((link) => link.to === end)?.from ?? '');
  const entry = registry.get(node.type);
  const [input] = Object.keys(entry?.inputs ?? {});
  const [output] = Object.keys(entry?.outputs ?? {});
  if (!from || input === undefined || output === undefined) return workflow;
  const added = addNode(workflow, node);
  const fed = connect(added, registry, from, { node: node.id, port: input });
  const through = connect(fed, registry, { node: node.id, port: output }, to);
  return fed === added || through === fed ? workflow : through;
}
