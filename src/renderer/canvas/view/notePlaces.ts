import { createGround, type Standing } from './ground.ts';
import { portReach } from './layout.ts';
import { overlap, type Point, type Rect, rectOf } from './rect.ts';

/** A note that is to stand at a node. Lengths in graph units. */
export interface NoteRequest {
  readonly id: string;
  /** Of the node. */
  readonly rect: Rect;
  readonly size: Point;
  /** Whether the user opened or folded it; undefined where it is open if there is room under the node. */
  readonly open: boolean | undefined;
}

/** Between a node and its note. */
const gap = 6;

/** From a node to a note that found no room under it: beyond the pills that stand at outputs. */
const aside = 24;

/**
 * Where the notes stand that are open, by the id of their node: they cover no other node, no port and no note before
 * them. One that was opened by hand goes to the nearest free place; any other needs the room under its node.
 */
export function placeNotes(notes: readonly NoteRequest[], nodes: ReadonlyMap<string, Rect>): ReadonlyMap<string, Rect> {
  const places = new Map<string, Rect>();
  const taken = [...nodes].map(([id, rect]) => ({ id, rect: withPorts(rect) }));
  const ground = createGround(taken);
  for (const note of notes) {
    const place = placeOf(note, taken, (rect) => ground.isFree(rect, note.id));
    if (!place) continue;
    places.set(note.id, place);
    const stands = { id: `note:${note.id}`, rect: place };
    taken.push(stands);
    ground.take(stands);
  }
  return places;
}

/** Ports stand on the sides of a node, half of them and what is drawn around them outside. */
function withPorts({ x, y, width, height }: Rect): Rect {
  return { x: x - portReach, y: y - 4, width: width + 2 * portReach, height: height + 8 };
}

type Taken = readonly Standing[];

/** Where a note stands that is under its node. */
export function under({ x, y, height }: Rect): Point {
  return [x, y + height + gap];
}

function placeOf({ rect, size, open }: NoteRequest, taken: Taken, isFree: (rect: Rect) => boolean): Rect | undefined {
  if (open === false) return undefined;
  const wished = rectOf(under(rect), size);
  if (isFree(wished)) return wished;
  return open ? nearest(wished, candidates(rect, size, taken), isFree) : undefined;
}

/** In the column of the node and in those beside it, right above and below all that may be in the way: one is always free. */
function candidates(rect: Rect, size: Point, taken: Taken): Rect[] {
  const [width, height] = size;
  const columns = [rect.x, rect.x + rect.width + aside, rect.x - width - aside];
  const rows = [
    rect.y,
    ...taken.flatMap((other) => [other.rect.y + other.rect.height + gap, other.rect.y - height - gap]),
  ];
  const own = withPorts(rect);
  return columns.flatMap((x) => rows.map((y) => rectOf([x, y], size))).filter((place) => !overlap(place, own));
}

function nearest(wished: Rect, places: readonly Rect[], isFree: (rect: Rect) => boolean): Rect | undefined {
  const distance = ({ x, y }: Rect) => Math.hypot(x - wished.x, y - wished.y);
  return [...places].sort((one, other) => distance(one) - distance(other)).find(isFree);
}
