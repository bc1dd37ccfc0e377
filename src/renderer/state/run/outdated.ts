import { descendants, wiringOf } from '../../../graph/wiring.ts';
import { parseLinkEnd } from '../../../graph/workflow/link.ts';
import type { Workflow } from '../../../graph/workflow/schema.ts';
import type { NodeState } from '../document/editor.ts';
import { lastResult, type NodeStates } from './reduce.ts';
import { sameComputation } from './sameComputation.ts';

/** By node: the workflow whose run its state comes from. */
export type Origins = ReadonlyMap<string, Workflow>;

/** By node, the wires into it, as one text to compare. */
function wiresInto({ links }: Workflow): ReadonlyMap<string, string> {
  const wires = new Map<string, string>();
  for (const { from, to } of links) {
    const node = parseLinkEnd(to)?.node ?? '';
    wires.set(node, `${wires.get(node) ?? ''}${from} ${to}\n`);
  }
  return wires;
}

/** Nodes that are new, or of another kind, mode, wiring or with other parameters. */
function changedNodes(before: Workflow, after: Workflow): readonly string[] {
  const twins = new Map(before.nodes.map((node) => [node.id, node]));
  const [wiresBefore, wiresAfter] = [wiresInto(before), wiresInto(after)];
  const changed = after.nodes.filter((node) => {
    const twin = twins.get(node.id);
    if (wiresBefore.get(node.id) !== wiresAfter.get(node.id)) return true;
    if (node === twin) return false;
    return node.type !== twin?.type || node.mode !== twin.mode || node.parameters !== twin.parameters;
  });
  return changed.map(({ id }) => id);
}

/** Nodes that may compute something else now: those that changed, and all that hangs on them. */
function affectedNodes(before: Workflow, after: Workflow): ReadonlySet<string> {
  if (sameComputation(before, after)) return new Set();
  return descendants(wiringOf(after), changedNodes(before, after));
}

const tells = ({ status }: NodeState) => status === 'done' || status === 'cached' || status === 'failed';

/**
 * What is known of the nodes, as it holds for a workflow: what comes from before a change that matters is no longer done,
 * nor failed, but the result of an earlier run. Only the next run can tell more.
 */
export function withoutOutdated(states: NodeStates, origins: Origins, workflow: Workflow): NodeStates {
  const affected = new Map<Workflow, ReadonlySet<string>>();
  const isOutdated = (id: string): boolean => {
    const origin = origins.get(id);
    if (!origin || origin === workflow) return false;
    const nodes = affected.get(origin) ?? affectedNodes(origin, workflow);
    affected.set(origin, nodes);
    return nodes.has(id);
  };
  const outdated = [...states].filter(([id, state]) => tells(state) && isOutdated(id));
  if (outdated.length === 0) return states;
  return new Map([...states, ...outdated.map(([id, state]) => [id, lastResult(state)] as const)]);
}
