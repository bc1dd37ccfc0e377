import type { Point, Rect } from './rect.ts';

/** Where the window looks: the graph point at its top left corner, and CSS pixels per graph unit. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

const zoomRange = { least: 0.02, most: 4 } as const;

/** Kept free around what is brought into view. CSS pixels. */
const margin = 48;
/** Texts on nodes can just be read at this zoom. */
const readable = 0.6;

export function clampZoom(zoom: number): number {
  return Math.min(zoomRange.most, Math.max(zoomRange.least, zoom));
}

export function toGraph(view: Viewport, [x, y]: Point): Point {
  return [view.x + x / view.zoom, view.y + y / view.zoom];
}

export function toScreen(view: Viewport, [x, y]: Point): Point {
  return [(x - view.x) * view.zoom, (y - view.y) * view.zoom];
}

/** Zooms so that the graph point under `at` (CSS pixels) stays under it. */
export function zoomAt(view: Viewport, at: Point, factor: number): Viewport {
  const zoom = clampZoom(view.zoom * factor);
  const [x, y] = toGraph(view, at);
  return { x: x - at[0] / zoom, y: y - at[1] / zoom, zoom };
}

/** Moves the picture by CSS pixels. */
export function pan(view: Viewport, [x, y]: Point): Viewport {
  return { ...view, x: view.x - x / view.zoom, y: view.y - y / view.zoom };
}

export function visibleRect(view: Viewport, size: Point): Rect {
  return { x: view.x, y: view.y, width: size[0] / view.zoom, height: size[1] / view.zoom };
}

/** The zoom at which a rectangle is seen whole, never larger than life. */
function fittingZoom(rect: Rect, size: Point): number {
  const across = (size[0] - 2 * margin) / Math.max(1, rect.width);
  const down = (size[1] - 2 * margin) / Math.max(1, rect.height);
  return clampZoom(Math.min(1, across, down));
}

function inTheMiddle(rect: Rect, size: Point, zoom: number): Viewport {
  return {
    x: rect.x + rect.width / 2 - size[0] / zoom / 2,
    y: rect.y + rect.height / 2 - size[1] / zoom / 2,
    zoom,
  };
}

/** Brings a rectangle into the middle, whole, never larger than life. */
export function fitView(rect: Rect, size: Point): Viewport {
  return inTheMiddle(rect, size, fittingZoom(rect, size));
}

/** Brings a rectangle into the middle, whole, and zooms no more than it must to be read. */
export function centreOn(rect: Rect, size: Point, zoom: number): Viewport {
  return inTheMiddle(rect, size, Math.min(fittingZoom(rect, size), Math.max(readable, zoom)));
}
