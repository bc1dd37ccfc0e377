import { emptyWorkflow, type Workflow, type WorkflowNode } from '../workflow/schema.ts';

type NodeShorthand = Partial<WorkflowNode> & { readonly type: string };

/** A workflow in short: nodes by id, links as "from.port to.port". */
export function workflowOf(nodes: Readonly<Record<string, NodeShorthand>>, links: readonly string[] = []): Workflow {
  return {
    ...emptyWorkflow(),
    nodes: Object.entries(nodes).map(([id, node]) => ({
      version: 1,
      position: [0, 0],
      mode: 'on' as const,
      parameters: {},
      ...node,
      id,
    })),
    links: links.map((link) => {
      const [from = '', to = ''] = link.split(' ');
      return { from, to };
    }),
  };
}
