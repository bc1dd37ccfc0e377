import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { type Box, freePlace } from './freePlace.ts';
import { seenSize } from './grouping/collapseGroup.ts';
import { groupsInSight, nodesInSight, outOfSight } from './grouping/outOfSight.ts';
import { selectedBoxes } from './grouping/selectedBoxes.ts';
import { moveGroups, updateGroup } from './groups.ts';
import { estimated, type Measures } from './measures.ts';
import { placeNodes } from './moveNodes.ts';
import { type Point, storable, translate } from './point.ts';
import { type Frame, framesOf } from './tidying/frames.ts';
import { boxAround, layOut, moved, type Places, type Things } from './tidying/layOut.ts';
import { type Wire, wiresOf } from './tidying/pulls.ts';
import type { Ids } from './updateNodes.ts';

/** How far nodes without wires may reach when nothing else is wider. */
const ROW_WIDTH = 1100;

/** Ids of groups are told from those of nodes, which hold no colon. */
const frameId = (frame: Frame) => `group:${frame.group.id}`;

function readingOrder(one: Point, other: Point): number {
  return one[1] - other[1] || one[0] - other[0];
}

/** The wires as they run between whole frames and what lies outside of them. */
function wiresOutside(wires: readonly Wire[], frames: readonly Frame[]): Wire[] {
  const owners = new Map(
    frames.flatMap((frame) => {
      const topOf = (place: Point) => (frame.group.collapsed ? 0 : place[1]);
      return [...frame.places].map(([id, place]) => [id, { id: frameId(frame), top: topOf(place) }] as const);
    }),
  );
  return wires.map(({ from, to, drop }) => {
    const [source, target] = [owners.get(from), owners.get(to)];
    return {
      from: source?.id ?? from,
      to: target?.id ?? to,
      drop: drop + (source?.top ?? 0) - (target?.top ?? 0),
    };
  });
}

function cornerOf(nodes: readonly WorkflowNode[], frames: readonly Frame[]): Point {
  const corners = [...nodes.map((node) => node.position), ...frames.map((frame) => frame.group.position)];
  return [Math.min(...corners.map(([x]) => x)), Math.min(...corners.map(([, y]) => y))];
}

function placeOf([x, y]: Point, [width, height]: Point): Box {
  return { x, y, width, height };
}

/** Puts frames and nodes where they belong; nodes in frames go with them. */
function place(workflow: Workflow, places: Places, frames: readonly Frame[]): Workflow {
  const nodes = new Map(places);
  let framed = workflow;
  for (const frame of frames) {
    const corner = storable(places.get(frameId(frame)) ?? frame.group.position);
    for (const [id, inside] of frame.places) nodes.set(id, translate(corner, inside));
    framed = placeFrame(framed, frame, corner);
  }
  return placeNodes(framed, nodes);
}

function placeFrame(workflow: Workflow, { group, groups, size }: Frame, corner: [number, number]): Workflow {
  if (!group.collapsed) return updateGroup(workflow, group.id, { position: corner, size: storable(size) });
  const by: Point = [corner[0] - group.position[0], corner[1] - group.position[1]];
  return moveGroups(workflow, [group.id, ...groups], by);
}

/** Frames, and nodes outside of them, as they are read: from top to bottom, from left to right. */
function thingsOf(nodes: readonly WorkflowNode[], frames: readonly Frame[]): string[] {
  const framed = new Set(frames.flatMap((frame) => [...frame.places.keys()]));
  const loose = nodes.filter((node) => !framed.has(node.id)).map((node) => ({ id: node.id, at: node.position }));
  const things = [...loose, ...frames.map((frame) => ({ id: frameId(frame), at: frame.group.position }))];
  return things.sort((one, other) => readingOrder(one.at, other.at)).map((thing) => thing.id);
}

/**
 * Lays nodes out so that what flows goes from left to right, wires are short and no node covers another. Groups stay
 * together in their frames. The top left corner stays where it was, unless other nodes are in the way.
 */
export function tidy(workflow: Workflow, ids?: Ids, measures: Measures = estimated): Workflow {
  const wanted = new Set(ids ?? workflow.nodes.map((node) => node.id));
  const boxes = selectedBoxes(workflow, wanted);
  const { aroundNode } = outOfSight(workflow.groups);
  /** What is out of sight goes where its whole box goes, and nowhere by itself. */
  const isPlaced = (node: WorkflowNode) => aroundNode(node).every((box) => boxes.has(box));
  const nodes = workflow.nodes
    .filter((node) => wanted.has(node.id) && isPlaced(node))
    .sort((one, other) => readingOrder(one.position, other.position));
  if (nodes.length === 0) return workflow;
  const sizes = new Map(workflow.nodes.map((node) => [node.id, measures.sizeOf(node)]));
  const stood = new Map(workflow.nodes.map((node): [string, Point] => [node.id, node.position]));
  const things: Things = { sizeOf: (id) => sizes.get(id) ?? [0, 0], stood: (id) => stood.get(id) ?? [0, 0] };
  const { sizeOf } = things;
  const wires = wiresOf(workflow, measures);
  const frames = framesOf(
    workflow,
    nodes.map((node) => node.id),
    wires,
    things,
  );
  for (const frame of frames) {
    sizes.set(frameId(frame), frame.size);
    stood.set(frameId(frame), frame.group.position);
  }
  const laid = layOut(thingsOf(nodes, frames), wiresOutside(wires, frames), things, ROW_WIDTH);
  const others = [
    ...nodesInSight(workflow)
      .filter((node) => !wanted.has(node.id))
      .map((node) => placeOf(node.position, sizeOf(node.id))),
    ...groupsInSight(workflow)
      .filter((group) => group.collapsed && !boxes.has(group.id))
      .map((group) => placeOf(group.position, seenSize(group))),
  ];
  const free = freePlace(boxAround(moved(laid, cornerOf(nodes, frames)), sizeOf), others);
  return place(workflow, moved(laid, free), frames);
}
