import { findPort } from '../port.ts';
import type { NodeRegistry } from '../registry.ts';
import { formatLinkEnd, type LinkEnd } from '../workflow/link.ts';
import type { Workflow } from '../workflow/schema.ts';
import { findNode } from './updateNodes.ts';

/**
 * The port name that a wire to `to` gets: its own for a single input or a named slot (`points.2`), the first free slot
 * for a repeated input named as a whole (`points`); undefined when there is no such port or no slot is free.
 */
export function freeSlot(workflow: Workflow, registry: NodeRegistry, to: LinkEnd): string | undefined {
  const inputs = registry.get(findNode(workflow, to.node)?.type ?? '')?.inputs;
  if (!inputs) return undefined;
  if (findPort(inputs, to.port)) return to.port;
  const repeat = Object.hasOwn(inputs, to.port) ? inputs[to.port]?.options.repeat : undefined;
  if (!repeat) return undefined;
  const taken = new Set(workflow.links.map((link) => link.to));
  for (let number = 1; number <= repeat.max; number += 1) {
    const port = `${to.port}.${number}`;
    if (!taken.has(formatLinkEnd({ node: to.node, port }))) return port;
  }
  return undefined;
}
