import type { PortShape } from '../view/portSpots.ts';
import { type Traced, tracedPath } from './paths.ts';

const roundeds = new Map<string, Path2D>();

/** A rounded rectangle at the origin; nodes of one size share it. */
export function rounded(width: number, height: number, radius: number | readonly number[]): Path2D {
  const key = `${width},${height},${radius}`;
  const known = roundeds.get(key);
  if (known) return known;
  if (roundeds.size > 2000) roundeds.clear();
  const path = tracedPath((into) =>
    into.roundRect(0, 0, Math.max(0, width), Math.max(0, height), radius as number | number[]),
  );
  roundeds.set(key, path);
  return path;
}

const ports = new Map<string, Path2D>();

/** The outline of a port around the origin; all shapes cover about the same area. */
export function portPath(shape: PortShape, size: number): Path2D {
  const key = `${shape}${size}`;
  const known = ports.get(key);
  if (known) return known;
  const path = tracedPath((into) => tracePort(into, shape, size));
  ports.set(key, path);
  return path;
}

function tracePort(into: Traced, shape: PortShape, size: number): void {
  if (shape === 'circle') into.arc(0, 0, size, 0, 2 * Math.PI);
  if (shape === 'square') into.roundRect(-size * 0.92, -size * 0.92, size * 1.84, size * 1.84, 1.5);
  if (shape !== 'diamond') return;
  const tip = size * 1.3;
  into.moveTo(0, -tip);
  into.lineTo(tip, 0);
  into.lineTo(0, tip);
  into.lineTo(-tip, 0);
  into.closePath();
}
