import { contains, overlap, type Point, type Rect } from './rect.ts';
import { level, samples, type WirePath } from './wirePath.ts';
import { onPath, type WireView } from './wireView.ts';

/** A node that wires go around. */
export interface Obstacle {
  readonly id: string;
  readonly rect: Rect;
}

/** Between a wire and the nodes that it passes, and between wires that pass side by side. Graph units. */
const clearance = 14;
const apart = 7;
/** More pairs of wires and nodes than these are not looked at in the time of a frame. */
const mostPairs = 1_000_000;
/** Lanes beside each other that are tried at one edge. */
const mostBeside = 6;

/** The level stretch of a wire that goes around nodes. */
interface Lane {
  readonly y: number;
  readonly from: number;
  readonly to: number;
  /** The output that it comes from: its wires may run together. */
  readonly source: string;
}

/**
 * Wires, led around the nodes that they would run behind: up or down into a gap, level through it, and back. One that leads
 * backwards turns round at both of its ends. One for which there is no such way keeps its own.
 */
export function routeWires(wires: readonly WireView[], obstacles: readonly Obstacle[]): readonly WireView[] {
  if (wires.length * obstacles.length > mostPairs) return wires;
  const lanes: Lane[] = [];
  return wires.map((wire) => {
    const near = obstacles.filter(({ rect }) => overlap(rect, wire.bounds));
    if (isFree(wire.path, rectsInTheWay(wire, near))) return wire;
    const route = bestRoute(wire, rectsInTheWay(wire, obstacles), lanes);
    if (!route) return wire;
    lanes.push(route.lane);
    return onPath(wire, route.path);
  });
}

function leadsBack({ start, end }: WireView): boolean {
  return end[0] - start[0] < 2 * clearance;
}

/** The other nodes; of a wire that leads backwards its own as well, but for their edges, which it begins and ends at. */
function rectsInTheWay(wire: WireView, obstacles: readonly Obstacle[]): Rect[] {
  const back = leadsBack(wire);
  return obstacles.flatMap(({ id, rect }) => {
    if (id !== wire.from.node && id !== wire.to.node) return [rect];
    return back ? [{ x: rect.x + 1, y: rect.y, width: rect.width - 2, height: rect.height }] : [];
  });
}

function isFree(path: WirePath, rects: readonly Rect[]): boolean {
  if (rects.length === 0) return true;
  const points = samples(path, 24);
  return !rects.some((rect) => points.some((point) => contains(rect, point)));
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
  const between = rects.filter(({ x, width }) => x < right && x + width > left);
  const detour = (y: number) => Math.abs(y - start[1]) + Math.abs(y - end[1]);
  const sorted = levelsAmong(between).sort((one, other) => detour(one.y) - detour(other.y));
  for (const { side, y } of sorted) {
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
    const next = tops.find((top) => top > bottom);
    const gap = next === undefined ? Number.POSITIVE_INFINITY : next - bottom;
    const narrow: Level[] = gap < 2 * clearance && gap >= narrowest ? [{ y: bottom + gap / 2, side: 0 }] : [];
    return [{ y: y - clearance, side: -1 }, { y: bottom + clearance, side: 1 }, ...narrow];
  });
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
  const inSpan = (from: number) => (rect: Rect) =>
    rect.y - clearance / 2 < Math.max(from, y) && rect.y + rect.height + clearance / 2 > Math.min(from, y);
  const from = Math.min(
    end[0],
    ...rects
      .filter(inSpan(start[1]))
      .filter(({ x }) => x >= start[0])
      .map(({ x }) => x - 4),
  );
  const last = rects.filter(inSpan(end[1])).filter(({ x, width }) => x + width <= end[0]);
  const to = Math.max(start[0], ...last.map(({ x, width }) => x + width + 4));
  if (from - start[0] < clearance || end[0] - to < clearance || to < from) return undefined;
  const path = [
    level(start, [from, y], (from - start[0]) / 2),
    level([from, y], [to, y], (to - from) / 3),
    level([to, y], end, (end[0] - to) / 2),
  ];
  return isFree(path, rects) ? { path, lane: { y, from, to, source } } : undefined;
}
