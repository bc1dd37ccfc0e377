import type { PortType } from '../../../graph/values.ts';
import { sizes } from '../../theme/tokens.ts';
import type { WirePath } from '../view/wirePath.ts';
import type { WireView } from '../view/wireView.ts';
import type { Brush } from './brush.ts';
import { type Traced, tracedPath } from './paths.ts';

/** Draws the curves of a wire into a path or a context. */
export function traceWire(into: Traced, path: WirePath): void {
  const [first] = path;
  if (first) into.moveTo(...first[0]);
  for (const [, bend, other, to] of path) into.bezierCurveTo(...bend, ...other, ...to);
}

const paths = new WeakMap<WireView, Path2D>();

function pathOf(wire: WireView): Path2D {
  const known = paths.get(wire);
  if (known) return known;
  const path = tracedPath((into) => traceWire(into, wire.path));
  paths.set(wire, path);
  return path;
}

export interface WireStyle {
  readonly type: PortType;
  readonly strong: boolean;
  readonly faded: boolean;
}

/** Wires that carry many of what another type carries one of. */
const double: ReadonlySet<PortType> = new Set(['numbers', 'image_set']);

/** Strokes by what flows: a direction is dashed, a list or a set is double. */
export function strokeWire(brush: Brush, path: Path2D, style: WireStyle): void {
  const { context, theme } = brush;
  const width = sizes.wire + (style.strong ? 0.9 : 0);
  context.globalAlpha = style.faded ? 0.25 : style.strong ? 1 : 0.88;
  context.strokeStyle = theme.wires[style.type];
  context.lineWidth = double.has(style.type) ? width + 2.6 : width;
  context.setLineDash(style.type === 'direction' ? [8, 5] : []);
  context.stroke(path);
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (!double.has(style.type)) return;
  context.strokeStyle = theme.canvas;
  context.lineWidth = width - 0.4;
  context.stroke(path);
}

export function paintWire(brush: Brush, wire: WireView, strong: boolean, faded: boolean): void {
  strokeWire(brush, pathOf(wire), { type: wire.type, strong, faded });
}

/** Under a selected wire: a line along each of its sides, to be told from a wire of the same colour. */
export function paintWireOutline(brush: Brush, wire: WireView): void {
  const { context, theme } = brush;
  const path = pathOf(wire);
  const unit = Math.max(1, 1 / brush.zoom);
  const width = Math.max(sizes.wire + 0.9, 0.9 / brush.zoom) + (wire.type === 'numbers' ? 2.6 : 0);
  for (const [more, colour] of [[8, theme.focus] as const, [4.5, theme.canvas] as const]) {
    context.strokeStyle = colour;
    context.lineWidth = width + more * unit;
    context.stroke(path);
  }
}

function byType(wires: readonly WireView[]): Map<PortType, WireView[]> {
  const groups = new Map<PortType, WireView[]>();
  for (const wire of wires) {
    const group = groups.get(wire.type);
    if (group) group.push(wire);
    else groups.set(wire.type, [wire]);
  }
  return groups;
}

/** From far away: one stroke for all wires of a colour, straight where curves would not be seen. */
export function paintWiresFlat(brush: Brush, wires: readonly WireView[]): void {
  const { context, theme, zoom } = brush;
  context.lineWidth = Math.max(sizes.wire, 0.9 / zoom);
  context.globalAlpha = 0.7;
  for (const [type, same] of byType(wires)) {
    context.strokeStyle = theme.wires[type];
    context.setLineDash(zoom >= 0.3 && type === 'direction' ? [12, 8] : []);
    context.beginPath();
    for (const wire of same) {
      if (zoom >= 0.3) traceWire(context, wire.path);
      else {
        context.moveTo(wire.start[0], wire.start[1]);
        context.lineTo(wire.end[0], wire.end[1]);
      }
    }
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}
