import type { Box } from '../freePlace.ts';
import { type Point, translate } from '../point.ts';
import { arrangeColumns } from './arrangeColumns.ts';
import { columnsOf } from './columnsOf.ts';
import { inGrid } from './inGrid.ts';
import { pullsAmong, type Wire, type Wires, wiredParts } from './pulls.ts';

const COLUMN_GAP = 80;
const PART_GAP = 64;
const LOOSE_GAP = 28;

/** Top left corners by id. */
export type Places = ReadonlyMap<string, Point>;
type SizeOf = (id: string) => Point;

/** What is laid out: how large each is, and where it stood before. */
export interface Things {
  readonly sizeOf: SizeOf;
  stood(id: string): Point;
}

export function boxAround(places: Places, sizeOf: SizeOf): Box {
  const corners = [...places].map(([id, place]) => [place, translate(place, sizeOf(id))] as const);
  const x = Math.min(...corners.map(([from]) => from[0]));
  const y = Math.min(...corners.map(([from]) => from[1]));
  const right = Math.max(...corners.map(([, to]) => to[0]));
  const bottom = Math.max(...corners.map(([, to]) => to[1]));
  return { x, y, width: right - x, height: bottom - y };
}

/** In whole units: files are read by people too. */
export function moved(places: Places, [x, y]: Point): Places {
  return new Map([...places].map(([id, place]) => [id, [Math.round(place[0] + x), Math.round(place[1] + y)]]));
}

/** What wires hold together, in columns from left to right. */
function inColumns(part: readonly string[], wires: Wires, sizeOf: SizeOf): Places {
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

/** What has no wires, in rows no wider than `width`. */
function inRows(ids: readonly string[], width: number, sizeOf: SizeOf): Places {
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

/** Blocks side by side and below each other, each with its corner where it is told. */
function together(blocks: readonly Places[], corners: readonly Point[], sizeOf: SizeOf): Places {
  const all = new Map<string, Point>();
  for (const [index, block] of blocks.entries()) {
    const [box, corner] = [boxAround(block, sizeOf), corners[index] ?? [0, 0]];
    for (const [id, place] of moved(block, [corner[0] - box.x, corner[1] - box.y])) all.set(id, place);
  }
  return all;
}

/** Blocks that stood beside each other stay so. */
function keepingRows(blocks: readonly Places[], { sizeOf, stood }: Things): Places {
  const parts = blocks.map((block) => {
    const { width, height } = boxAround(block, sizeOf);
    const before = new Map([...block.keys()].map((id) => [id, stood(id)]));
    return { size: [width, height] as const, stood: boxAround(before, sizeOf) };
  });
  return together(blocks, inGrid(parts, PART_GAP), sizeOf);
}

/**
 * Lays things out from the origin on, from left to right along the wires among them; separate parts keep their rows, and
 * last comes what has no wires, in rows at least `rowWidth` wide.
 */
export function layOut(ids: readonly string[], wires: readonly Wire[], things: Things, rowWidth: number): Places {
  const { sizeOf } = things;
  const among = pullsAmong(wires, new Set(ids));
  const parts = wiredParts(ids, among);
  const wired = keepingRows(
    parts.filter((part) => part.length > 1).map((part) => inColumns(part, among, sizeOf)),
    things,
  );
  const loose = parts.filter((part) => part.length === 1).flat();
  if (loose.length === 0) return wired;
  if (wired.size === 0) return inRows(loose, rowWidth, sizeOf);
  const { width, height } = boxAround(wired, sizeOf);
  const rows = inRows(loose, Math.max(rowWidth, width), sizeOf);
  return together(
    [wired, rows],
    [
      [0, 0],
      [0, Math.ceil(height) + PART_GAP],
    ],
    sizeOf,
  );
}
