import { isEdge } from '../blocks/edges.ts';
import type { NodeRegistry } from '../registry.ts';
import { formatLinkEnd, type LinkEnd, parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowLink } from '../workflow/schema.ts';
import { connect } from './connect.ts';

/**
 * Puts a node into the wire that ends in `to`: what flows there flows through the first input of the node that takes it and
 * the first output that goes on. A node that does not fit leaves the workflow as it is.
 */
export function threadNode(workflow: Workflow, registry: NodeRegistry, to: LinkEnd, id: string): Workflow {
  const end = formatLinkEnd(to);
  const from = parseLinkEnd(workflow.links.find((link) => link.to === end)?.from ?? '');
  const entry = registry.get(workflow.nodes.find((node) => node.id === id)?.type ?? '');
  if (!from || !entry || from.node === id || to.node === id) return workflow;
  for (const input of Object.keys(entry.inputs)) {
    const fed = connect(workflow, registry, from, { node: id, port: input });
    if (fed === workflow) continue;
    for (const output of Object.keys(entry.outputs)) {
      const through = connect(fed, registry, { node: id, port: output }, to);
      if (through !== fed) return through;
    }
  }
  return workflow;
}

/**
 * Takes a node out of its wires. What went through it goes past it: each input that it fed is fed by the first of the
 * node's own sources that fits there. The edges of an open block stay wired: their wires are what the block is fed by.
 */
export function unthreadNode(workflow: Workflow, registry: NodeRegistry, id: string): Workflow {
  if (isEdge(id)) return workflow;
  const nodeOf = (end: string) => parseLinkEnd(end)?.node;
  const into = workflow.links.filter((link) => nodeOf(link.to) === id);
  const outOf = workflow.links.filter((link) => nodeOf(link.from) === id);
  if (into.length + outOf.length === 0) return workflow;
  const links = workflow.links.filter((link) => !into.includes(link) && !outOf.includes(link));
  return outOf.reduce((loose, { to }) => fedByFirst(loose, registry, into, to), { ...workflow, links });
}

function fedByFirst(
  workflow: Workflow,
  registry: NodeRegistry,
  sources: readonly WorkflowLink[],
  to: string,
): Workflow {
  const end = parseLinkEnd(to);
  for (const source of sources) {
    const from = parseLinkEnd(source.from);
    const wired = from && end ? connect(workflow, registry, from, end) : workflow;
    if (wired !== workflow) return wired;
  }
  return workflow;
}
