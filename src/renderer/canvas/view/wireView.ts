import type { PortType } from '../../../graph/values.ts';
import type { LinkEnd } from '../../../graph/workflow/link.ts';
import type { WorkflowLink } from '../../../graph/workflow/schema.ts';
import type { Point, Rect } from './rect.ts';
import { boundsOf, plainPath, type WirePath } from './wirePath.ts';

/** A wire ready to be painted and hit. */
export interface WireView {
  readonly link: WorkflowLink;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly type: PortType;
  readonly start: Point;
  readonly end: Point;
  readonly path: WirePath;
  readonly bounds: Rect;
}

/** A wire on the way that looks at no other node. */
export function plainWire(wire: Omit<WireView, 'path' | 'bounds'>): WireView {
  return onPath(wire, plainPath(wire.start, wire.end));
}

export function onPath(wire: Omit<WireView, 'path' | 'bounds'>, path: WirePath): WireView {
  return { ...wire, path, bounds: boundsOf(path) };
}
