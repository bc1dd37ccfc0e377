import { contains, overlap, type Point, type Rect } from './rect.ts';
import { boundsOf, level, samples, type WirePath } from './wirePath.ts';
import { onPath, type WireView } from './wireView.ts';

/** A node that wires go around, or a collapsed group. */
export interface Obstacle {
  readonly id: string;
  readonly rect: Rect;
  /** Of a collapsed group, the nodes in it: their wires begin and end at its edge. */
  readonly nodes?: ReadonlySet<string>;
}

/** Between a wire and the nodes that it passes, and between wires that pass side by side. Graph units. */
const clearance = 14;
const apart = 7;
/** More pairs of wires and nodes than these are not looked at in the time of a frame. */
const mostPairs = 100_000;
/** A wire goes no farther out of its way. Graph units. */
const farthest = 1200;
/** The nearest levels that are tried for a wire, and lanes beside each other at one of them. */
const mostLevels = 16;
const mostBeside = 6;

/** The level stretch of a wire that goes around nodes. */
interface Lane {
  readonly y: number;
  readonly from: number;
  readonly to: number;
  /** The output that it comes from: its wires may run together. */
  readonly source: string;
}

/** The level stretches of wires that go around something. */
const laneOf = new WeakMap<WireView, Lane>();

/** Whether all wires keep their own ways. */
export function areTooMany(wires: readonly WireView[], obstacles: readonly Obstacle[]): boolean {
  return wires.length * obstacles.length > mostPairs;
}

/**
 * Wires, led around the nodes that they would run behind: up or down into a gap, level through it, and back. One that leads
 * backwards turns round at both of its ends. One for which there is no such way keeps its own.
 * @param before what a wire was led to earlier, where nothing has moved since that could change it.
 */
export function routeWires(
  wires: readonly WireView[],
  obstacles: readonly Obstacle[],
  before: (wire: WireView) => WireView | undefined = () => undefined,
): readonly WireView[] {
  if (areTooMany(wires, obstacles)) return wires;
  const kept = wires.map(before);
  const lanes = kept.flatMap((wire) => (wire && laneOf.get(wire)) ?? []);
  return wires.map((wire, index) => {
    const known = kept[index];
    if (known) return known;
    const near = obstacles.filter(({ rect }) => overlap(rect, wire.bounds));
    if (near.length === 0 || isFree(wire.path, rectsInTheWay(wire, near))) return wire;
    const route = bestRoute(wire, rectsInTheWay(wire, obstacles), lanes);
    if (!route) return wire;
    lanes.push(route.lane);
    const routed = onPath(wire, route.path);
    laneOf.set(routed, route.lane);
    return routed;
  });
}

function leadsBack({ start, end }: WireView): boolean {
  return end[0] - start[0] < 2 * clearance;
}

/** The other nodes; of a wire that leads backwards its own as well, but for their edges, which it begins and ends at. */
function rectsInTheWay(wire: WireView, obstacles: readonly Obstacle[]): Rect[] {
  const back = leadsBack(wire);
  return obstacles.flatMap((obstacle) => {
    const { rect } = obstacle;
    if (!isEndOf(wire, obstacle)) return [rect];
    return back ? [{ x: rect.x + 1, y: rect.y, width: rect.width - 2, height: rect.height }] : [];
  });
}

function isEndOf({ from, to }: WireView, { id, nodes }: Obstacle): boolean {
  return [from.node, to.node].some((end) => end === id || nodes?.has(end) === true);
}

function isFree(path: WirePath, rects: readonly Rect[]): boolean {
  if (rects.length === 0) return true;
  return path.every((curve) => {
    const [from, , , to] = curve;
    const isLevel = curve.every(([, y]) => y === from[1]);
    if (isLevel) return !rects.some((rect) => crosses(rect, from[1], from[0], to[0]));
    const around = boundsOf([curve]);
    const near = rects.filter((rect) => overlap(rect, around));
    if (near.length === 0) return true;
    const length = Math.abs(to[0] - from[0]) + Math.abs(to[1] - from[1]);
    const points = samples([curve], Math.min(mostSamples, Math.max(8, Math.ceil(length / sampled))));
    return !points.some((point) => near.some((rect) => contains(rect, point)));
  });
}

/** Graph units between the points that are looked at: less than any node is wide or high. */
const sampled = 16;
const mostSamples = 400;

/** Whether a level stretch runs behind a node, or along its edge. */
function crosses({ x, y, width, height }: Rect, level: number, from: number, to: number): boolean {
  const isBeside = level > y - narrowest / 2 && level < y + height + narrowest / 2;
  return isBeside && Math.min(from, to) < x + width && Math.max(from, to) > x;
}

interface Route {
  readonly path: WirePath;
  readonly lane: Lane;
}

/** The way through the gap that lies nearest to both ends. */
function bestRoute(wire: WireView, rects: readonly Rect[], lanes: readonly Lane[]): Route | undefined {
  const { start, end, link } = wire;
  const way = leadsBack(wire) ? routeBackAt : routeAt;
  const [left, right] = [Math.min(start[0], end[0]) - widestTurn, Math.max(start[0], end[0]) + widestTurn];
  const [top, bottom] = [Math.min(start[1], end[1]) - farthest, Math.max(start[1], end[1]) + farthest];
  const corridor = { x: left, y: top, width: right - left, height: bottom - top };
  const between = rects.filter((rect) => overlap(rect, corridor));
  const detour = (y: number) => Math.abs(y - start[1]) + Math.abs(y - end[1]);
  const nearest = levelsAmong(between)
    .sort((one, other) => detour(one.y) - detour(other.y))
    .slice(0, mostLevels);
  for (const { side, y } of nearest) {
    for (let beside = 0; beside < (side === 0 ? 1 : mostBeside); beside++) {
      const route = way(start, end, y + side * beside * apart, between, link.from);
      if (!route) break;
      if (!lanes.some((lane) => isTaken(lane, route.lane))) return route;
    }
  }
  return undefined;
}

/** A level that a wire may take, and on which side the next one beside it lies: 0 where there is room for one only. */
interface Level {
  readonly y: number;
  readonly side: -1 | 0 | 1;
}

/** Above and below each node, and in the middle of gaps that are too narrow for the usual clearance. */
function levelsAmong(rects: readonly Rect[]): Level[] {
  const tops = rects.map(({ y }) => y).sort((a, b) => a - b);
  return rects.flatMap(({ y, height }): Level[] => {
    const bottom = y + height;
    const gap = (tops[firstAbove(tops, bottom)] ?? Number.POSITIVE_INFINITY) - bottom;
    const narrow: Level[] = gap < 2 * clearance && gap >= narrowest ? [{ y: bottom + gap / 2, side: 0 }] : [];
    return [{ y: y - clearance, side: -1 }, { y: bottom + clearance, side: 1 }, ...narrow];
  });
}

/** Index of the first of sorted numbers that is larger. */
function firstAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Graph units between nodes that a wire still goes through. */
const narrowest = 8;

function isTaken(lane: Lane, wanted: Lane): boolean {
  if (lane.source === wanted.source) return false;
  return Math.abs(lane.y - wanted.y) < apart && lane.from < wanted.to && wanted.from < lane.to;
}

/** How far a wire swings out that turns round. */
const widestTurn = 40;

/** Out to the right, back through level `y`, and in from the left, where nothing stands there. */
function routeBackAt(start: Point, end: Point, y: number, rects: readonly Rect[], source: string): Route | undefined {
  const turn = (from: number) => Math.min(widestTurn, Math.max(18, Math.abs(y - from) * 0.6));
  const [out, back] = [start[0] + turn(start[1]), end[0] - turn(end[1])];
  const path: WirePath = [
    [start, [out, start[1]], [out, y], [start[0], y]],
    [
      [start[0], y],
      [start[0], y],
      [end[0], y],
      [end[0], y],
    ],
    [[end[0], y], [back, y], [back, end[1]], end],
  ];
  return isFree(path, rects) ? { path, lane: { y, from: end[0], to: start[0], source } } : undefined;
}

/** Through level `y`, where nothing stands there; it is reached before the first node in the way, and left after the last. */
function routeAt(start: Point, end: Point, y: number, rects: readonly Rect[], source: string): Route | undefined {
  let [from, to] = [end[0], start[0]];
  for (const rect of rects) {
    if (rect.x >= start[0] && isInSpan(rect, start[1], y)) from = Math.min(from, rect.x - 4);
    if (rect.x + rect.width <= end[0] && isInSpan(rect, end[1], y)) to = Math.max(to, rect.x + rect.width + 4);
    if (crosses(rect, y, start[0], end[0]) && rect.x >= start[0] && rect.x + rect.width <= end[0]) return undefined;
  }
  if (from - start[0] < clearance || end[0] - to < clearance || to < from) return undefined;
  const path = [
    level(start, [from, y], (from - start[0]) / 2),
    level([from, y], [to, y], (to - from) / 3),
    level([to, y], end, (end[0] - to) / 2),
  ];
  return isFree(path, rects) ? { path, lane: { y, from, to, source } } : undefined;
}

/** Whether a node stands between two heights, with some room. */
function isInSpan({ y, height }: Rect, one: number, other: number): boolean {
  return y - clearance / 2 < Math.max(one, other) && y + height + clearance / 2 > Math.min(one, other);
}
