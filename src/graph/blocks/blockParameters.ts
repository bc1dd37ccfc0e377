import { parseLinkEnd } from '../workflow/link.ts';
import type { WorkflowNode } from '../workflow/schema.ts';
import type { BlockPorts } from './ports.ts';

/** The values of the parameters that a block shows; they lie in its nodes and nowhere else. */
export function blockParameters(
  { parameters }: BlockPorts,
  nodes: ReadonlyMap<string, WorkflowNode>,
): Record<string, unknown> {
  return Object.fromEntries(
    parameters.flatMap(({ name, target }) => {
      const end = parseLinkEnd(target);
      const values = end && nodes.get(end.node)?.parameters;
      return values && Object.hasOwn(values, end.port) ? [[name, values[end.port]]] : [];
    }),
  );
}
