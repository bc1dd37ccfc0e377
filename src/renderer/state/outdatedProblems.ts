import { ancestors, type Wiring, wiringOf } from '../../graph/wiring.ts';
import { parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow } from '../../graph/workflow/schema.ts';
import { lastResult, type NodeStates } from './applyRunEvents.ts';
import { sameComputation } from './sameComputation.ts';

/** All that a node's failure may have come from: the node, what it needs, and the wires between them. */
function causes({ nodes, links }: Workflow, wiring: Wiring, id: string): readonly unknown[] {
  const needed = ancestors(wiring, [id]);
  return [
    ...nodes.filter((node) => needed.has(node.id)).flatMap((node) => [node.id, node.mode, node.parameters]),
    ...links.filter(({ to }) => needed.has(parseLinkEnd(to)?.node ?? '')).flatMap(({ from, to }) => [from, to]),
  ];
}

/** What is known of the nodes, less the problems that an edit may have mended: only the next run can tell. */
export function withoutOutdatedProblems(states: NodeStates, before: Workflow, after: Workflow): NodeStates {
  const failed = [...states].filter(([, state]) => state.problem !== undefined);
  if (failed.length === 0 || sameComputation(before, after)) return states;
  const [wiredBefore, wiredAfter] = [wiringOf(before), wiringOf(after)];
  const mended = failed.filter(([id]) => {
    const now = causes(after, wiredAfter, id);
    const then = causes(before, wiredBefore, id);
    return now.length !== then.length || now.some((cause, index) => cause !== then[index]);
  });
  if (mended.length === 0) return states;
  return new Map([...states, ...mended.map(([id, state]) => [id, lastResult(state)] as const)]);
}
