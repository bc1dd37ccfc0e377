/**
 * A shape by its signed distance: negative inside, in the units of a scene, whose height is 1 and whose y goes down. Distances
 * need only be right near the edge.
 */
export interface Shape {
  distance(x: number, y: number): number;
  /** Nothing of it lies outside. */
  readonly bounds: Bounds;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Point = readonly [x: number, y: number];

export const EVERYWHERE: Bounds = { left: -1e9, top: -1e9, right: 1e9, bottom: 1e9 };

export const everything: Shape = { distance: () => -1e9, bounds: EVERYWHERE };

export function circle(cx: number, cy: number, radius: number): Shape {
  return {
    bounds: { left: cx - radius, top: cy - radius, right: cx + radius, bottom: cy + radius },
    distance: (x, y) => Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy)) - radius,
  };
}

export function ellipse(cx: number, cy: number, rx: number, ry: number): Shape {
  const smaller = Math.min(rx, ry);
  return {
    bounds: { left: cx - rx, top: cy - ry, right: cx + rx, bottom: cy + ry },
    distance(x, y) {
      const u = (x - cx) / rx;
      const v = (y - cy) / ry;
      return (Math.sqrt(u * u + v * v) - 1) * smaller;
    },
  };
}

/** With round corners where `radius` is given. */
export function box(left: number, top: number, right: number, bottom: number, radius = 0): Shape {
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const [halfWidth, halfHeight] = [(right - left) / 2 - radius, (bottom - top) / 2 - radius];
  return {
    bounds: { left, top, right, bottom },
    distance(x, y) {
      const u = Math.abs(x - cx) - halfWidth;
      const v = Math.abs(y - cy) - halfHeight;
      const over = Math.max(u, 0);
      const under = Math.max(v, 0);
      return Math.sqrt(over * over + under * under) + Math.min(Math.max(u, v), 0) - radius;
    },
  };
}

/** Convex, its corners clockwise as one sees them. */
export function polygon(...corners: readonly Point[]): Shape {
  const edges = corners.map(([ax, ay], index) => {
    const [bx, by] = corners[(index + 1) % corners.length] as Point;
    const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    return { ax, ay, nx: (by - ay) / length, ny: (ax - bx) / length };
  });
  return {
    bounds: boundsOf(corners),
    distance(x, y) {
      let farthest = -1e9;
      for (const { ax, ay, nx, ny } of edges) farthest = Math.max(farthest, (x - ax) * nx + (y - ay) * ny);
      return farthest;
    },
  };
}

/** All below a line that rises and falls, `height(x)` from the top. */
export function below(height: (x: number) => number, top: number): Shape {
  return { bounds: { ...EVERYWHERE, top }, distance: (x, y) => height(x) - y };
}

export function union(...shapes: readonly Shape[]): Shape {
  return {
    bounds: {
      left: Math.min(...shapes.map(({ bounds }) => bounds.left)),
      top: Math.min(...shapes.map(({ bounds }) => bounds.top)),
      right: Math.max(...shapes.map(({ bounds }) => bounds.right)),
      bottom: Math.max(...shapes.map(({ bounds }) => bounds.bottom)),
    },
    distance(x, y) {
      let nearest = 1e9;
      for (const shape of shapes) nearest = Math.min(nearest, shape.distance(x, y));
      return nearest;
    },
  };
}

/** What lies in both. */
export function within(shape: Shape, other: Shape): Shape {
  return {
    bounds: {
      left: Math.max(shape.bounds.left, other.bounds.left),
      top: Math.max(shape.bounds.top, other.bounds.top),
      right: Math.min(shape.bounds.right, other.bounds.right),
      bottom: Math.min(shape.bounds.bottom, other.bounds.bottom),
    },
    distance: (x, y) => Math.max(shape.distance(x, y), other.distance(x, y)),
  };
}

/** What lies in the first and not in the second. */
export function without(shape: Shape, hole: Shape): Shape {
  return {
    bounds: shape.bounds,
    distance: (x, y) => Math.max(shape.distance(x, y), -hole.distance(x, y)),
  };
}

/** A band of `width` along the edge of a shape, half of it inside. */
export function outlineOf({ distance, bounds }: Shape, width: number): Shape {
  return { bounds: grown(bounds, width / 2), distance: (x, y) => Math.abs(distance(x, y)) - width / 2 };
}

/** A shape drawn around [0, 0], enlarged and put elsewhere. */
export function placed(shape: Shape, cx: number, cy: number, scale: number): Shape {
  const { left, top, right, bottom } = shape.bounds;
  return {
    bounds: { left: cx + left * scale, top: cy + top * scale, right: cx + right * scale, bottom: cy + bottom * scale },
    distance: (x, y) => shape.distance((x - cx) / scale, (y - cy) / scale) * scale,
  };
}

/** As water mirrors it that begins at `line`: upside down and a quarter shorter. */
export function mirrored({ distance, bounds }: Shape, line: number): Shape {
  const source = (y: number) => line - (y - line) * 1.25;
  const image = (y: number) => line + (line - y) / 1.25;
  return {
    bounds: { left: bounds.left, right: bounds.right, top: line, bottom: image(bounds.top) },
    distance: (x, y) => Math.max(distance(x, source(y)), line - y),
  };
}

/** One shape again and again, drawn in a cell of `width` x `height` that begins at [0, 0] and shifted sideways as it goes down. */
export function repeated({ distance }: Shape, width: number, height: number, slant = 0): Shape {
  return {
    bounds: EVERYWHERE,
    distance(x, y) {
      const u = x + y * slant;
      return distance(u - Math.floor(u / width) * width, y - Math.floor(y / height) * height);
    },
  };
}

export function moved({ distance, bounds }: Shape, dx: number, dy: number): Shape {
  const { left, top, right, bottom } = bounds;
  return {
    bounds: { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy },
    distance: (x, y) => distance(x - dx, y - dy),
  };
}

export function grown({ left, top, right, bottom }: Bounds, by: number): Bounds {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

function boundsOf(points: readonly Point[]): Bounds {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
