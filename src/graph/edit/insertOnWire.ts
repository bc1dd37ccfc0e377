import type { NodeRegistry } from '../registry.ts';
import type { LinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { addNode } from './addNode.ts';
import { threadNode } from './threadNode.ts';

/** Adds a node into the wire that ends in `to`, as `threadNode` does it. A node that does not fit leaves the workflow as it is. */
export function insertOnWire(workflow: Workflow, registry: NodeRegistry, to: LinkEnd, node: WorkflowNode): Workflow {
  const added = addNode(workflow, node);
  const through = threadNode(added, registry, to, node.id);
  return through === added ? workflow : through;
}
