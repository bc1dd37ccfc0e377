import { computed, type ReadonlySignal } from '@preact/signals';
import type { Level } from '../../../graph/blocks/level.ts';
import type { BlockPorts } from '../../../graph/blocks/ports.ts';
import { portsAt } from '../../../graph/problem.ts';
import type { NodeRegistry } from '../../../graph/registry.ts';
import { formatLinkEnd, type LinkEnd, parseLinkEnd } from '../../../graph/workflow/link.ts';
import type { WorkflowNode } from '../../../graph/workflow/schema.ts';
import type { NodeState } from '../document/editor.ts';
import type { NodeStates } from './reduce.ts';

/** A node in a block, with what is known of it. */
interface Member {
  readonly node: WorkflowNode;
  readonly state: NodeState;
}

/** What is known of the nodes, and of each block at a level what is known of the nodes in it. */
export function withBlockStates(
  states: ReadonlySignal<NodeStates>,
  level: ReadonlySignal<Level>,
): ReadonlySignal<NodeStates> {
  let last = new Map<
    string,
    { readonly members: readonly Member[]; readonly ports: BlockPorts; readonly state: NodeState }
  >();
  return computed(() => {
    const { ports, registry } = level.value;
    if (ports.size === 0) return states.value;
    const next: typeof last = new Map();
    const all = new Map(states.value);
    for (const [block, members] of membersOf(level.value, states.value)) {
      const own = ports.get(block) as BlockPorts;
      const before = last.get(block);
      const same = before?.ports === own && sameMembers(before.members, members);
      const state = same ? before.state : stateOfBlock(block, members, own, registry);
      next.set(block, { members, ports: own, state });
      all.set(block, state);
    }
    last = next;
    return all;
  });
}

function sameMembers(one: readonly Member[], other: readonly Member[]): boolean {
  return one.length === other.length && one.every(({ state }, index) => state === other[index]?.state);
}

/** By block at the level: the nodes in it, however deep, of which something is known. */
function membersOf({ root, open, tree }: Level, states: NodeStates): ReadonlyMap<string, Member[]> {
  const members = new Map<string, Member[]>();
  for (const node of root.nodes) {
    const state = states.get(node.id);
    const chain = tree.around(node.id);
    const at = open === null ? chain.length : chain.indexOf(open);
    const block = chain[at - 1];
    if (!state || block === undefined) continue;
    const known = members.get(block);
    if (known) known.push({ node, state });
    else members.set(block, [{ node, state }]);
  }
  return members;
}

function stateOfBlock(block: string, members: readonly Member[], ports: BlockPorts, registry: NodeRegistry): NodeState {
  const states = members.map(({ state }) => state);
  const status = statusOf(states);
  const shown = shownMember(members, ports, registry)?.state;
  const running = states.find((each) => each.status === 'running');
  const files = states.flatMap((each) => each.files ?? []);
  const failed = members.find(({ state }) => state.problem);
  const problem = failed?.state.problem;
  const times = states.flatMap(({ milliseconds }) => milliseconds ?? []);
  return {
    status,
    pictures: shown?.pictures ?? [],
    outputs: outputsOf(members, ports),
    warnings: [...new Set(states.flatMap(({ warnings }) => warnings))],
    ...(status === 'running' && { progress: progressOf(states) }),
    ...(running?.preview && { preview: running.preview }),
    ...(files.length > 0 && { files }),
    ...(problem &&
      failed && { problem: { ...problem, place: placeOf(block, failed.node.id, portsAt(problem.place), ports) } }),
    ...(times.length > 0 && { milliseconds: times.reduce((sum, time) => sum + time, 0) }),
  };
}

/** While some of its nodes are done and others wait, a block runs. */
function statusOf(states: readonly NodeState[]): NodeState['status'] {
  const has = (status: NodeState['status']) => states.some((state) => state.status === status);
  if (has('failed')) return 'failed';
  if (has('running') || (has('queued') && (has('done') || has('cached')))) return 'running';
  if (has('queued')) return 'queued';
  if (has('idle')) return 'idle';
  return has('done') ? 'done' : 'cached';
}

/** Nodes that are done, in parts of as many steps as the one that runs has. */
function progressOf(states: readonly NodeState[]): { readonly step: number; readonly of: number } {
  const done = states.filter(({ status }) => status === 'done' || status === 'cached').length;
  const { step = 0, of = 1 } = states.find(({ status }) => status === 'running')?.progress ?? {};
  return { step: done * of + step, of: states.length * of };
}

/** Whose pictures stand for the block: what it gives, what is worth looking at for its own sake, the last one. */
function shownMember(members: readonly Member[], { outputs }: BlockPorts, registry: NodeRegistry): Member | undefined {
  const withPictures = members.filter(({ state }) => state.pictures.length > 0);
  const given = new Set(outputs.map(({ from }) => parseLinkEnd(from)?.node));
  return (
    withPictures.findLast(({ node }) => registry.get(node.type)?.terminal === true) ??
    withPictures.findLast(({ node }) => given.has(node.id)) ??
    withPictures.at(-1)
  );
}

function outputsOf(members: readonly Member[], { outputs }: BlockPorts): NodeState['outputs'] {
  const states = new Map(members.map(({ node, state }) => [node.id, state]));
  return Object.fromEntries(
    outputs.flatMap(({ name, from }) => {
      const end = parseLinkEnd(from) as LinkEnd;
      const summary = states.get(end.node)?.outputs[end.port];
      return summary ? [[name, summary]] : [];
    }),
  );
}

/** The ports and parameters of the block that lead to where something went wrong. */
function placeOf(block: string, node: string, ports: readonly string[], { inputs, parameters }: BlockPorts) {
  const ends = new Set(ports.map((port) => formatLinkEnd({ node, port })));
  const names = [
    ...inputs.filter(({ to }) => to.some((end) => ends.has(end))),
    ...parameters.filter(({ target }) => ends.has(target)),
  ].map(({ name }) => name);
  const [port] = names;
  return { node: block, ...(port !== undefined && { port, ports: names }) };
}
