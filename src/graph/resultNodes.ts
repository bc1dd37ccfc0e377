import { parseLinkEnd } from './workflow/link.ts';
import type { Workflow } from './workflow/schema.ts';

/**
 * The nodes whose pictures are results: those that exist to show or write them, and those that nothing goes on from.
 * @param isTerminal whether nodes of a type exist for that.
 */
export function resultNodes({ nodes, links }: Workflow, isTerminal: (type: string) => boolean): ReadonlySet<string> {
  const goOn = new Set(links.map(({ from }) => parseLinkEnd(from)?.node));
  return new Set(nodes.filter(({ id, type }) => isTerminal(type) || !goOn.has(id)).map(({ id }) => id));
}
