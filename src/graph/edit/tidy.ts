import type { Workflow, WorkflowNode } from '../workflow/schema.ts';
import { type Box, freePlace } from './freePlace.ts';
import { estimated, type Measures } from './measures.ts';
import { placeNodes } from './moveNodes.ts';
import { type Point, translate } from './point.ts';
import { arrangeColumns } from './tidying/arrangeColumns.ts';
import { columnsOf } from './tidying/columnsOf.ts';
import { type Wires, wiredParts, wiresAmong } from './tidying/pulls.ts';
import type { Ids } from './updateNodes.ts';

const COLUMN_GAP = 80;
const PART_GAP = 64;
/** Between nodes without wires, and how far they may reach when nothing else is wider. */
const LOOSE_GAP = 28;
const LOOSE_WIDTH = 1100;

type Places = ReadonlyMap<string, Point>;
type SizeOf = (id: string) => Point;

function boxOf(places: Places, sizeOf: SizeOf): Box {
  const corners = [...places].map(([id, place]) => [place, translate(place, sizeOf(id))] as const);
  const x = Math.min(...corners.map(([from]) => from[0]));
  const y = Math.min(...corners.map(([from]) => from[1]));
  const right = Math.max(...corners.map(([, to]) => to[0]));
  const bottom = Math.max(...corners.map(([, to]) => to[1]));
  return { x, y, width: right - x, height: bottom - y };
}

function moved(places: Places, [x, y]: Point): Places {
  return new Map([...places].map(([id, place]) => [id, [Math.round(place[0] + x), Math.round(place[1] + y)]]));
}

/** Nodes that wires hold together, in columns from left to right. */
function partInColumns(part: readonly string[], wires: Wires, sizeOf: SizeOf): Places {
  const columns = columnsOf(part, wires);
  const tops = arrangeColumns(columns, wires, (id) => sizeOf(id)[1]);
  const places = new Map<string, Point>();
  let x = 0;
  for (const column of columns) {
    for (const id of column) places.set(id, [x, tops.get(id) ?? 0]);
    x += Math.max(...column.map((id) => sizeOf(id)[0])) + COLUMN_GAP;
  }
  return places;
}

/** Nodes without wires, in rows. */
function looseInRows(ids: readonly string[], width: number, sizeOf: SizeOf): Places {
  const places = new Map<string, Point>();
  let [x, y, height] = [0, 0, 0];
  for (const id of ids) {
    const size = sizeOf(id);
    if (x > 0 && x + size[0] > width) [x, y, height] = [0, y + height + LOOSE_GAP, 0];
    places.set(id, [x, y]);
    x += size[0] + LOOSE_GAP;
    height = Math.max(height, size[1]);
  }
  return places;
}

/** Lays blocks of nodes out one below the other. */
function stacked(blocks: readonly Places[], sizeOf: SizeOf): Places {
  const all = new Map<string, Point>();
  let top = 0;
  for (const block of blocks) {
    const box = boxOf(block, sizeOf);
    for (const [id, place] of moved(block, [-box.x, top - box.y])) all.set(id, place);
    top += Math.ceil(box.height) + PART_GAP;
  }
  return all;
}

function readingOrder(one: WorkflowNode, other: WorkflowNode): number {
  return one.position[1] - other.position[1] || one.position[0] - other.position[0];
}

function laidOut(nodes: readonly WorkflowNode[], wires: Wires, sizeOf: SizeOf): Places {
  const ids = [...nodes].sort(readingOrder).map((node) => node.id);
  const parts = wiredParts(ids, wires);
  const blocks = parts.filter((part) => part.length > 1).map((part) => partInColumns(part, wires, sizeOf));
  const loose = parts.filter((part) => part.length === 1).flat();
  if (loose.length === 0) return stacked(blocks, sizeOf);
  const width = Math.max(LOOSE_WIDTH, ...blocks.map((block) => boxOf(block, sizeOf).width));
  return stacked([...blocks, looseInRows(loose, width, sizeOf)], sizeOf);
}

/**
 * Lays nodes out so that what flows goes from left to right, wires are short and no node covers another. The top left
 * corner stays where it was, unless other nodes are in the way.
 */
export function tidy(workflow: Workflow, ids?: Ids, measures: Measures = estimated): Workflow {
  const wanted = new Set(ids ?? workflow.nodes.map((node) => node.id));
  const nodes = workflow.nodes.filter((node) => wanted.has(node.id));
  if (nodes.length === 0) return workflow;
  const sizes = new Map(workflow.nodes.map((node) => [node.id, measures.sizeOf(node)]));
  const sizeOf: SizeOf = (id) => sizes.get(id) ?? [0, 0];
  const places = laidOut(nodes, wiresAmong(workflow, wanted, measures), sizeOf);
  const corner: Point = [
    Math.min(...nodes.map((node) => node.position[0])),
    Math.min(...nodes.map((node) => node.position[1])),
  ];
  const others = workflow.nodes
    .filter((node) => !wanted.has(node.id))
    .map((node) => boxOf(new Map([[node.id, node.position]]), sizeOf));
  return placeNodes(workflow, moved(places, freePlace(boxOf(moved(places, corner), sizeOf), others)));
}
