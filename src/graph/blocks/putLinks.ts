import { parseLinkEnd } from '../workflow/link.ts';
import type { Workflow, WorkflowBlock, WorkflowLink } from '../workflow/schema.ts';
import { INPUTS, isEdge, OUTPUTS } from './edges.ts';
import type { Level } from './level.ts';
import { type BlockPorts, freeName, NEW_PORT, nameOfEnd } from './ports.ts';

interface Seen {
  readonly level: Level;
  readonly ports: ReadonlyMap<string, BlockPorts>;
}

/** The wires of the workflow while those of a level are put back, and what the ports of the open block lead to. */
interface Wires {
  links: WorkflowLink[];
  blocks: WorkflowBlock[];
  /** Wires to be taken away, by their ends. */
  readonly dropped: Set<string>;
  /** Wires to be drawn, by where they end: they take the place of what ends there. */
  readonly drawn: Map<string, WorkflowLink>;
}

const keyOf = ({ from, to }: WorkflowLink) => `${from} ${to}`;
const nodeOf = (end: string) => parseLinkEnd(end)?.node ?? '';
const portOf = (end: string) => parseLinkEnd(end)?.port ?? '';

/** Draws and removes the wires of a workflow that were drawn and removed at a level of it. */
export function putLinks(seen: Seen, after: Workflow, root: Workflow): Workflow {
  const before = seen.level.workflow;
  if (after.links === before.links) return root;
  const [had, has] = [new Set(before.links.map(keyOf)), new Set(after.links.map(keyOf))];
  const left = new Set(after.nodes.map(({ id }) => id));
  /** An edge cannot be removed: its wires stay. */
  const stays = ({ from, to }: WorkflowLink) => [from, to].map(nodeOf).every((id) => !isEdge(id) || left.has(id));
  const wires: Wires = { links: root.links, blocks: root.blocks ?? [], dropped: new Set(), drawn: new Map() };
  /** Outputs of the open block that another wire leads to now keep what they are wired to outside. */
  const fed = new Set(after.links.map(({ to }) => to).filter((to) => nodeOf(to) === OUTPUTS));
  const removed = before.links.filter((link) => !has.has(keyOf(link)) && stays(link) && !fed.has(link.to));
  for (const link of removed) remove(wires, seen, link);
  for (const link of after.links) if (!had.has(keyOf(link))) draw(wires, seen, link);
  const kept = wires.links.filter((link) => !wires.dropped.has(keyOf(link)) && !wires.drawn.has(link.to));
  return { ...root, links: [...kept, ...wires.drawn.values()], blocks: wires.blocks };
}

/** The ends inside that a wire to `to` feeds. */
function endsOf({ ports }: Seen, to: string): readonly string[] {
  const block = ports.get(nodeOf(to));
  if (!block) return [to];
  return block.inputs.find(({ name }) => name === portOf(to))?.to ?? [];
}

/** The output inside that a wire from `from` comes from. */
function sourceOf({ ports }: Seen, from: string): string | undefined {
  const block = ports.get(nodeOf(from));
  if (!block) return from;
  return block.outputs.find(({ name }) => name === portOf(from))?.from;
}

const ownPorts = ({ level: { open, ports } }: Seen) => (open === null ? undefined : ports.get(open));

/** Ends that lie in the open block. */
function isInside({ level: { open, tree } }: Seen, end: string): boolean {
  return open !== null && tree.around(nodeOf(end)).includes(open);
}

function remove(wires: Wires, seen: Seen, { from, to }: WorkflowLink): void {
  if (nodeOf(to) === OUTPUTS) {
    const source = sourceOf(seen, from);
    wires.links = wires.links.filter((link) => link.from !== source || isInside(seen, link.to));
    forgetOutput(wires, seen, portOf(to));
    return;
  }
  const ends = endsOf(seen, to);
  const isEdgeWire = nodeOf(from) === INPUTS;
  const source = isEdgeWire
    ? ownPorts(seen)?.inputs.find(({ name }) => name === portOf(from))?.from
    : sourceOf(seen, from);
  if (source !== undefined) for (const end of ends) wires.dropped.add(keyOf({ from: source, to: end }));
  if (isEdgeWire) forgetEnds(wires, seen, new Set(ends));
}

function draw(wires: Wires, seen: Seen, link: WorkflowLink): void {
  const { from, to } = link;
  const isEdgeWire = nodeOf(from) === INPUTS;
  if (nodeOf(to) === OUTPUTS) {
    const source = isEdgeWire ? undefined : sourceOf(seen, from);
    if (source !== undefined) giveOutput(wires, seen, portOf(to), source);
    return;
  }
  const ends = endsOf(seen, to);
  const input = isEdgeWire ? ownPorts(seen)?.inputs.find(({ name }) => name === portOf(from)) : undefined;
  const source = isEdgeWire ? input?.from : sourceOf(seen, from);
  for (const end of source === undefined ? [] : ends) {
    wires.drawn.set(end, from === source && to === end ? link : { from: source as string, to: end });
  }
  if (isEdgeWire) feedEnds(wires, seen, portOf(from), ends);
}

/** The open block, and those around it whose ports lead to the same ends. */
function onTheWay({ level: { open, tree } }: Seen): ReadonlySet<string> {
  return new Set(open === null ? [] : [open, ...tree.around(open)]);
}

function changeBlocks(wires: Wires, ids: ReadonlySet<string>, change: (block: WorkflowBlock) => WorkflowBlock): void {
  wires.blocks = wires.blocks.map((block) => (ids.has(block.id) ? change(block) : block));
}

/** What is fed by a port of the open block is fed by the ports of the blocks around it that feed that port. */
function feedEnds(wires: Wires, seen: Seen, port: string, ends: readonly string[]): void {
  const { open } = seen.level;
  const known = ownPorts(seen)?.inputs.find(({ name }) => name === port);
  forgetEnds(wires, seen, new Set(ends));
  if (!known) {
    changeBlocks(wires, new Set([open ?? '']), (block) => {
      const names = new Set([...block.inputs, ...block.parameters].map(({ name }) => name));
      return withEnds(block, freeName(names, nameOfEnd(ends[0] ?? '')), ends);
    });
    return;
  }
  /** By name: the only end that told them may be the one that was let go of just now. */
  const nameIn = (id: string) =>
    id === open ? port : seen.ports.get(id)?.inputs.find(({ to }) => to.some((end) => known.to.includes(end)))?.name;
  changeBlocks(wires, onTheWay(seen), (block) => {
    const name = nameIn(block.id);
    return name === undefined ? block : withEnds(block, name, ends);
  });
}

function withEnds(block: WorkflowBlock, name: string, ends: readonly string[]): WorkflowBlock {
  if (!block.inputs.some((input) => input.name === name)) {
    return { ...block, inputs: [...block.inputs, { name, to: [...ends] }] };
  }
  const inputs = block.inputs.map((input) => (input.name === name ? { ...input, to: [...input.to, ...ends] } : input));
  return { ...block, inputs };
}

/** A port that leads nowhere any more is gone with the next look at it. */
function forgetEnds(wires: Wires, seen: Seen, ends: ReadonlySet<string>): void {
  changeBlocks(wires, onTheWay(seen), (block) => ({
    ...block,
    inputs: block.inputs.map((input) => ({ ...input, to: input.to.filter((end) => !ends.has(end)) })),
  }));
}

/** What left the open block by this port leaves from another output now. */
function giveOutput(wires: Wires, seen: Seen, port: string, source: string): void {
  const known = ownPorts(seen)?.outputs.find(({ name }) => name === port);
  if (!known || port === NEW_PORT) {
    changeBlocks(wires, new Set([seen.level.open ?? '']), (block) => {
      if (block.outputs.some(({ from }) => from === source)) return block;
      const name = freeName(new Set(block.outputs.map((output) => output.name)), nameOfEnd(source));
      return { ...block, outputs: [...block.outputs, { name, from: source }] };
    });
    return;
  }
  wires.links = wires.links.map((link) =>
    link.from === known.from && !isInside(seen, link.to) ? { ...link, from: source } : link,
  );
  changeBlocks(wires, onTheWay(seen), (block) => ({
    ...block,
    outputs: block.outputs.map((output) => (output.from === known.from ? { ...output, from: source } : output)),
  }));
}

function forgetOutput(wires: Wires, seen: Seen, port: string): void {
  const from = ownPorts(seen)?.outputs.find(({ name }) => name === port)?.from;
  changeBlocks(wires, onTheWay(seen), (block) => ({
    ...block,
    outputs: block.outputs.filter((output) => output.from !== from),
  }));
}
