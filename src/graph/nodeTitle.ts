import type { NodeRegistry } from './registry.ts';
import type { WorkflowNode } from './workflow/schema.ts';

/** What the node is called: its own title, that of its kind, or the unknown kind itself. */
export function nodeTitle(node: Pick<WorkflowNode, 'title' | 'type'>, registry: NodeRegistry): string {
  return node.title ?? registry.get(node.type)?.title ?? node.type;
}
