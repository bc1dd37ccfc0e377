import type { Theme } from '../theme/tokens.ts';
import type { Damage } from './damage.ts';
import { around, overlap, type Point, type Rect } from './view/rect.ts';
import type { Viewport } from './view/viewport.ts';

/** How a picture of the scene was painted; `size` in device pixels. */
export interface Frame {
  readonly viewport: Viewport;
  readonly density: number;
  readonly theme: Theme;
  readonly size: Point;
  readonly isFar: boolean;
}

/** What makes a picture that was painted the one that is wanted: it is moved, and these parts are painted anew. Device pixels. */
export interface Repair {
  readonly shift: Point;
  readonly parts: readonly Rect[];
}

/** More parts than these are painted as one. */
const mostParts = 4;
/** Of the picture: where more is damaged, all of it is painted at once. */
const largestShare = 0.6;

/** Undefined where the whole picture has to be painted. */
export function repairOf(last: Frame | undefined, next: Frame, damage: Damage): Repair | undefined {
  const shift = last && damage !== 'everything' ? shiftBetween(last, next) : undefined;
  if (!shift || damage === 'everything') return undefined;
  const damaged = damage.flatMap((rect) => onScreen(rect, next) ?? []);
  const parts = [...exposedBy(shift, next.size), ...merged(damaged)];
  const area = parts.reduce((sum, { width, height }) => sum + width * height, 0);
  return area <= largestShare * next.size[0] * next.size[1] ? { shift, parts } : undefined;
}

function merged(rects: readonly Rect[]): readonly Rect[] {
  const all = rects.length > mostParts ? around(rects) : undefined;
  return all ? [all] : rects;
}

/** How far the graph has moved on the screen, where it did so by whole pixels and all else is as it was. */
function shiftBetween(last: Frame, next: Frame): Point | undefined {
  const same =
    last.viewport.zoom === next.viewport.zoom &&
    last.density === next.density &&
    last.theme === next.theme &&
    last.isFar === next.isFar &&
    last.size.every((length, axis) => length === next.size[axis]);
  if (!same) return undefined;
  const scale = next.viewport.zoom * next.density;
  const exact = [(last.viewport.x - next.viewport.x) * scale, (last.viewport.y - next.viewport.y) * scale] as const;
  const shift = [Math.round(exact[0]), Math.round(exact[1])] as const;
  const isWhole = Math.abs(exact[0] - shift[0]) < 0.01 && Math.abs(exact[1] - shift[1]) < 0.01;
  return isWhole ? shift : undefined;
}

/** The strips along the edges that come into view when the picture is moved. */
function exposedBy([x, y]: Point, [width, height]: Point): Rect[] {
  const strips = [
    { x: x > 0 ? 0 : width + x, y: 0, width: Math.abs(x), height },
    { x: 0, y: y > 0 ? 0 : height + y, width, height: Math.abs(y) },
  ];
  return strips.filter((strip) => strip.width > 0 && strip.height > 0);
}

/** What keeps its width on the screen, such as the ring of a node from afar, is at most this far around. CSS pixels. */
export const strokeReach = 2;

/** The whole pixels that a part of the graph touches, with the strokes around it. */
function onScreen({ x, y, width, height }: Rect, { viewport, density, size }: Frame): Rect | undefined {
  const scale = viewport.zoom * density;
  const by = strokeReach * density;
  const [left, top] = [Math.floor((x - viewport.x) * scale - by), Math.floor((y - viewport.y) * scale - by)];
  const right = Math.ceil((x + width - viewport.x) * scale + by);
  const bottom = Math.ceil((y + height - viewport.y) * scale + by);
  const rect = { x: left, y: top, width: right - left, height: bottom - top };
  if (!overlap(rect, { x: 0, y: 0, width: size[0], height: size[1] })) return undefined;
  const seen = { x: Math.max(0, left), y: Math.max(0, top) };
  return { ...seen, width: Math.min(size[0], right) - seen.x, height: Math.min(size[1], bottom) - seen.y };
}

/** A part of the picture, in graph units. */
export function partOfGraph({ x, y, width, height }: Rect, { viewport, density }: Frame): Rect {
  const scale = viewport.zoom * density;
  return { x: viewport.x + x / scale, y: viewport.y + y / scale, width: width / scale, height: height / scale };
}
