import type { NodeRegistry } from '../../graph/registry.ts';
import type { Workflow, WorkflowNode } from '../../graph/workflow/schema.ts';

export interface ValuesHere {
  readonly workflow: Workflow;
  /** Parameters whose values are others than before. */
  readonly changed: number;
  /** Parameters that both have. */
  readonly shared: number;
}

/**
 * A workflow with the values of another, for those parameters that both have: of nodes with the same id and type, or where
 * there is one of that type in both.
 */
export function withValuesOf(made: Workflow, open: Workflow, registry: NodeRegistry): ValuesHere {
  let [changed, shared] = [0, 0];
  const nodes = open.nodes.map((node) => {
    const other = counterpart(node, open, made);
    if (!other) return node;
    const names = Object.keys(other.parameters).filter((name) => takes(node, name, registry));
    const news = names.filter((name) => !isSame(node.parameters[name], other.parameters[name]));
    shared += names.length;
    changed += news.length;
    if (news.length === 0) return node;
    const values = Object.fromEntries(news.map((name) => [name, other.parameters[name]]));
    return { ...node, parameters: { ...node.parameters, ...values } };
  });
  return { workflow: changed > 0 ? { ...open, nodes } : open, changed, shared };
}

function counterpart(node: WorkflowNode, open: Workflow, made: Workflow): WorkflowNode | undefined {
  const same = made.nodes.find(({ id, type }) => id === node.id && type === node.type);
  if (same) return same;
  const [ours, theirs] = [open, made].map(({ nodes }) => nodes.filter(({ type }) => type === node.type));
  return ours?.length === 1 && theirs?.length === 1 ? theirs[0] : undefined;
}

function takes({ type, parameters }: WorkflowNode, name: string, registry: NodeRegistry): boolean {
  const shape = registry.get(type)?.parameters.shape;
  return shape ? Object.hasOwn(shape, name) : Object.hasOwn(parameters, name);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
