import type { Workflow } from '../../../graph/workflow/schema.ts';
import { eachOf, type Work } from '../../../tensor/work.ts';

/** Whether two workflows would be the same file, looked at node by node and link by link, with stops. */
export function* sameWorkflow(one: Workflow, other: Workflow): Work<boolean> {
  const { nodes, links, ...rest } = one;
  const { nodes: otherNodes, links: otherLinks, ...otherRest } = other;
  return sameData(rest, otherRest) && (yield* sameList(nodes, otherNodes)) && (yield* sameList(links, otherLinks));
}

function* sameList(one: readonly unknown[], other: readonly unknown[]): Work<boolean> {
  if (one.length !== other.length) return false;
  const same = yield* eachOf(one, (element, index) => sameData(element, other[index]));
  return !same.includes(false);
}

function sameData(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
