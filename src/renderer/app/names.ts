import type { NodeEntry, NodeRegistry } from '../../graph/registry.ts';
import type { WorkflowNode } from '../../graph/workflow/schema.ts';

/** What the node is called: its own title, that of its kind, or the unknown kind itself. */
export function nodeTitle(node: Pick<WorkflowNode, 'title' | 'type'>, registry: NodeRegistry): string {
  return node.title ?? registry.get(node.type)?.title ?? node.type;
}

/** The first sentence of a node's documentation. */
export function firstSentence(docs: string): string {
  return /^.*?[.](?=\s|$)/s.exec(docs.trim())?.[0] ?? docs.trim();
}

export function categoryTitle(entry: Pick<NodeEntry, 'category'>): string {
  const words = entry.category.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
