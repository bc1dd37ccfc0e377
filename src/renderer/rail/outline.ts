import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';

export interface OutlineNode {
  readonly node: WorkflowNode;
  /** What it takes, from where. */
  readonly inputs: readonly { readonly port: string; readonly from: string; readonly fromPort: string }[];
}

/** The nodes with what feeds them, sources first: reads in the order in which the graph runs. */
export function outlineOf(workflow: Workflow): readonly OutlineNode[] {
  const inputs = new Map<string, OutlineNode['inputs'][number][]>();
  for (const link of workflow.links) {
    const from = parseLinkEnd(link.from);
    const to = parseLinkEnd(link.to);
    if (!from || !to) continue;
    const list = inputs.get(to.node) ?? [];
    list.push({ port: to.port, from: from.node, fromPort: from.port });
    inputs.set(to.node, list);
  }
  return inOrder(workflow.nodes, inputs).map((node) => ({ node, inputs: inputs.get(node.id) ?? [] }));
}

function inOrder(
  nodes: readonly WorkflowNode[],
  inputs: ReadonlyMap<string, OutlineNode['inputs']>,
): readonly WorkflowNode[] {
  const left = new Set(nodes);
  const done = new Set<string>();
  const ids = new Set(nodes.map((node) => node.id));
  const ordered: WorkflowNode[] = [];
  const ready = (node: WorkflowNode) =>
    (inputs.get(node.id) ?? []).every(({ from }) => done.has(from) || !ids.has(from));
  while (left.size > 0) {
    const round = [...left].filter(ready);
    // A circle, which only a broken file holds: its nodes come last, as they stand.
    const taken = round.length > 0 ? round : [...left];
    for (const node of taken) {
      left.delete(node);
      done.add(node.id);
      ordered.push(node);
    }
  }
  return ordered;
}
