import { type Flow, flowOf } from '../../graph/flow.ts';
import type { NodeRegistry } from '../../graph/registry.ts';
import type { PortType } from '../../graph/values.ts';
import { wiringOf } from '../../graph/wiring.ts';
import { type LinkEnd, parseLinkEnd } from '../../graph/workflow/link.ts';
import type { Workflow, WorkflowLink } from '../../graph/workflow/schema.ts';
import type { NodeState } from '../state/document/editor.ts';
import { boxSpots, type Crossing, type SpotOf } from './view/boxSpots.ts';
import { type BoxView, type GroupsInSight, viewGroups } from './view/boxView.ts';
import { createNodeView, type NodeView, portPlace, portPoint, unwired, type Wired } from './view/nodeView.ts';
import { overlap, type Point, type Rect } from './view/rect.ts';
import { areTooMany, type Obstacle, routeWires } from './view/routeWires.ts';
import { plainWire, type WireView } from './view/wireView.ts';

export interface Source {
  readonly workflow: Workflow;
  readonly registry: NodeRegistry;
  readonly states: ReadonlyMap<string, NodeState>;
}

/** Everything that is painted, derived from the workflow. Parts that did not change are the same objects as before. */
export interface Scene extends GroupsInSight {
  readonly source: Source;
  /** Those that are seen. */
  readonly nodes: ReadonlyMap<string, NodeView>;
  /** Those in collapsed groups too. */
  readonly allNodes: ReadonlyMap<string, NodeView>;
  /** The links that are drawn: all, or the first ones while a large workflow is opened a part at a time. */
  readonly links: readonly WorkflowLink[];
  readonly wires: readonly WireView[];
  /** The same before they were led around nodes. */
  readonly plain: readonly WireView[];
  readonly wired: ReadonlyMap<string, Wired>;
}

const nothingWired: ReadonlyMap<string, Wired> = new Map();

function sameNames(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const name of a) if (!b.has(name)) return false;
  return true;
}

interface Ends {
  readonly inputs: Set<string>;
  readonly outputs: Set<string>;
}

function endsOf(map: Map<string, Ends>, node: string): Ends {
  const found = map.get(node);
  if (found) return found;
  const ends = { inputs: new Set<string>(), outputs: new Set<string>() };
  map.set(node, ends);
  return ends;
}

function wiredPorts(links: readonly WorkflowLink[], last: ReadonlyMap<string, Wired>): ReadonlyMap<string, Wired> {
  const wired = new Map<string, Ends>();
  for (const link of links) {
    const from = parseLinkEnd(link.from);
    const to = parseLinkEnd(link.to);
    if (from) endsOf(wired, from.node).outputs.add(from.port);
    if (to) endsOf(wired, to.node).inputs.add(to.port);
  }
  const kept = new Map<string, Wired>();
  for (const [node, ends] of wired) {
    const before = last.get(node);
    const same = before && sameNames(before.inputs, ends.inputs) && sameNames(before.outputs, ends.outputs);
    kept.set(node, same ? before : ends);
  }
  return kept;
}

function nodeViews(source: Source, wired: ReadonlyMap<string, Wired>, last: Scene | undefined): Map<string, NodeView> {
  const views = new Map<string, NodeView>();
  for (const node of source.workflow.nodes) {
    const before = last?.allNodes.get(node.id);
    const ends = wired.get(node.id) ?? unwired;
    const state = source.states.get(node.id);
    const same = before && before.node === node && before.wired === ends && before.state === state;
    views.set(node.id, same ? before : createNodeView(node, source.registry.get(node.type), ends, state));
  }
  return views;
}

type TypeOf = (from: LinkEnd, declared: PortType) => PortType;

/** What flows where a port takes anything; the wires are only followed once somebody asks. */
function typesOf({ workflow, registry }: Source): TypeOf {
  return (from, declared) => {
    if (declared !== 'any') return declared;
    const flow = flows.get(workflow) ?? flowOf(wiringOf(workflow), registry);
    flows.set(workflow, flow);
    return flow.typeOf(from) ?? 'any';
  };
}

const flows = new WeakMap<Workflow, Flow>();

type Views = Pick<Scene, 'allNodes' | 'boxOf'>;

/** The ports at the ends of a wire; undefined where one of them is not there. */
function portsOf(link: WorkflowLink, { allNodes }: Views) {
  const from = parseLinkEnd(link.from);
  const to = parseLinkEnd(link.to);
  const first = from && allNodes.get(from.node);
  const second = to && allNodes.get(to.node);
  const output = first && portPlace(first, 'output', from.port);
  const input = second && portPlace(second, 'input', to.port);
  if (!output || !input) return undefined;
  return { from, to, type: output.port.type, start: portPoint(first, output), end: portPoint(second, input) };
}

/** A wire between two nodes of one collapsed group is out of sight with them. */
function wireView(views: Views, link: WorkflowLink, typeOf: TypeOf, spotOf: SpotOf): WireView | undefined {
  const ports = portsOf(link, views);
  if (!ports) return undefined;
  const { from, to } = ports;
  const [source, target] = [views.boxOf.get(from.node), views.boxOf.get(to.node)];
  if (source && source === target) return undefined;
  const start = source ? spotOf(source, 'output', link.from) : ports.start;
  const end = target ? spotOf(target, 'input', link.from) : ports.end;
  return plainWire({ link, from, to, type: typeOf(from, ports.type), start, end });
}

/** Of wires that cross the edges of collapsed groups. */
function crossingsAmong(links: readonly WorkflowLink[], views: Views): readonly Crossing[] {
  const crossing = ({ from }: WorkflowLink, box: BoxView | undefined, side: Crossing['side'], height: number) =>
    box ? [{ box, side, from, height }] : [];
  return links.flatMap((link) => {
    const ports = portsOf(link, views);
    const [source, target] = [views.boxOf.get(ports?.from.node ?? ''), views.boxOf.get(ports?.to.node ?? '')];
    if (!ports || source === target) return [];
    return [...crossing(link, source, 'output', ports.start[1]), ...crossing(link, target, 'input', ports.end[1])];
  });
}

function wireViews(source: Source, links: readonly WorkflowLink[], views: Views, last: Scene | undefined): WireView[] {
  const before = new Map(last?.plain.map((wire) => [wire.link, wire]));
  const typeOf = typesOf(source);
  const sameFlow = last?.source.workflow === source.workflow;
  const spotOf = boxSpots(views.boxOf.size > 0 ? crossingsAmong(links, views) : []);
  const still = (node: string) =>
    views.allNodes.get(node) === last?.allNodes.get(node) && !views.boxOf.has(node) && !last?.boxOf.has(node);
  const wires: WireView[] = [];
  for (const link of links) {
    const kept = before.get(link);
    const same = kept && (sameFlow || kept.type !== 'any') && still(kept.from.node) && still(kept.to.node);
    const wire = same ? kept : wireView(views, link, typeOf, spotOf);
    if (wire) wires.push(kept && looksSame(kept, wire) ? kept : wire);
  }
  return wires;
}

/** Of one link: nodes at its ends that show something else have not moved. */
function looksSame(one: WireView, other: WireView): boolean {
  const samePoint = (a: Point, b: Point) => a[0] === b[0] && a[1] === b[1];
  return one.type === other.type && samePoint(one.start, other.start) && samePoint(one.end, other.end);
}

/** What is routed already stays as it is while neither its wire nor a node near it has moved. */
function routed(
  plain: readonly WireView[],
  seen: Pick<Scene, 'nodes' | 'boxes'>,
  last: Scene | undefined,
): readonly WireView[] {
  const obstacles = obstaclesAmong(seen);
  if (!last) return routeWires(plain, obstacles);
  if (areTooMany(plain, obstacles)) return sameElements(plain, last.wires) ? last.wires : plain;
  const moved = movedRects(obstacles, obstaclesAmong(last));
  if (moved.length === 0 && sameElements(plain, last.plain)) return last.wires;
  const before = new Map(last.plain.map((wire, index) => [wire, last.wires[index]]));
  const isNear = (bounds: Rect) => moved.some((rect) => overlap(rect, bounds));
  return routeWires(plain, obstacles, (wire) => {
    const known = before.get(wire);
    return known && !isNear(known.bounds) && !isNear(wire.bounds) ? known : undefined;
  });
}

/** Where nodes stand now or stood before, of those that came, went or moved. */
function movedRects(now: readonly Obstacle[], before: readonly Obstacle[]): Rect[] {
  if (now === before) return [];
  const old = new Map(before.map(({ id, rect }) => [id, rect]));
  const moved: Rect[] = [];
  for (const { id, rect } of now) {
    const known = old.get(id);
    old.delete(id);
    if (known && sameRect(known, rect)) continue;
    moved.push(rect, ...(known ? [known] : []));
  }
  return [...moved, ...old.values()];
}

function sameRect(one: Rect, other: Rect): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

const obstaclesOf = new WeakMap<Scene['nodes'], Obstacle[]>();

/** A node with ports and without wires is on its way into one, and is let over it. */
function obstaclesAmong({ nodes, boxes }: Pick<Scene, 'nodes' | 'boxes'>): Obstacle[] {
  const known = obstaclesOf.get(nodes) ?? standingAmong(nodes);
  obstaclesOf.set(nodes, known);
  // Ids of nodes hold no colon.
  return boxes.length === 0
    ? known
    : [...known, ...boxes.map(({ group, rect, nodes }) => ({ id: `group:${group.id}`, rect, nodes }))];
}

function standingAmong(nodes: Scene['nodes']): Obstacle[] {
  return [...nodes.values()].filter(({ layout, wired }) => {
    const hasPorts = layout.inputs.length + layout.outputs.length > 0;
    return !hasPorts || wired.inputs.size + wired.outputs.size > 0;
  });
}

function sameElements(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((element, index) => element === other[index]);
}

type Seen = Pick<Scene, 'frames' | 'boxes' | 'boxOf' | 'allNodes' | 'nodes' | 'wired'>;

/** All but the wires. */
function seenOf(source: Source, last: Scene | undefined): Seen {
  const sameLinks = last?.source.workflow.links === source.workflow.links;
  const wired = last && sameLinks ? last.wired : wiredPorts(source.workflow.links, last?.wired ?? nothingWired);
  const groups = viewGroups(source.workflow, source.states);
  const allNodes = nodeViews(source, wired, last);
  const nodes = groups.boxOf.size === 0 ? allNodes : new Map([...allNodes].filter(([id]) => !groups.boxOf.has(id)));
  return { ...groups, allNodes, nodes, wired };
}

/** The last scene, where this is the same but for links that come after those that it has. */
function grownFrom(last: Scene | undefined, source: Source, links: readonly WorkflowLink[]): Scene | undefined {
  if (last?.source.workflow !== source.workflow || last.source.states !== source.states) return undefined;
  const isBeginning = last.links.every((link, index) => link === links[index]);
  return isBeginning && last.boxOf.size === 0 ? last : undefined;
}

/** The scene of a workflow, with those of its links that are to be drawn; what is unchanged since the last one is taken from it. */
export function createScene(
  source: Source,
  last?: Scene,
  links: readonly WorkflowLink[] = source.workflow.links,
): Scene {
  const begun = grownFrom(last, source, links);
  const { frames, boxes, boxOf, allNodes, nodes, wired } = begun ?? seenOf(source, last);
  const plain = begun
    ? [...begun.plain, ...wireViews(source, links.slice(begun.links.length), begun, undefined)]
    : wireViews(source, links, { allNodes, boxOf }, last);
  const wires = routed(plain, { nodes, boxes }, last);
  return { source, frames, boxes, boxOf, nodes, allNodes, wired, links, plain, wires };
}
