import { around, type Point, type Rect } from '../view/rect.ts';

/** How the graph lies in the map: CSS pixels of the map are `(graph - origin) * scale`. */
export interface MapLayout {
  readonly origin: Point;
  readonly scale: number;
}

/** CSS pixels that stay free at the edge of the map. */
const margin = 8;

/** The whole graph, and what is in view though nothing is there, in the middle of a map of this size. */
export function mapLayout(nodes: readonly Rect[], inView: Rect, size: Point): MapLayout {
  const area = around([...nodes, inView]) ?? inView;
  const scale = Math.min((size[0] - 2 * margin) / area.width, (size[1] - 2 * margin) / area.height);
  const origin = [
    area.x + area.width / 2 - size[0] / scale / 2,
    area.y + area.height / 2 - size[1] / scale / 2,
  ] as const;
  return { origin, scale };
}

export function onMap({ origin: [x, y], scale }: MapLayout, rect: Rect): Rect {
  return {
    x: (rect.x - x) * scale,
    y: (rect.y - y) * scale,
    width: rect.width * scale,
    height: rect.height * scale,
  };
}

export function inGraph({ origin: [left, top], scale }: MapLayout, [x, y]: Point): Point {
  return [left + x / scale, top + y / scale];
}
