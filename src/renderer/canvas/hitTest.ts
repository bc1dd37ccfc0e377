import type { WorkflowGroup } from '../../graph/workflow/schema.ts';
import { parameterValue } from '../parameters/parameterSpec.ts';
import { sizes } from '../theme/tokens.ts';
import { linkAt } from './markdown/markdownIn.ts';
import { groupCorner, groupFold, groupHeader } from './paint/paintGroup.ts';
import type { Scene } from './scene.ts';
import type { BoxView } from './view/boxView.ts';
import { headerSigns, type PadPlace, type PortPlace, portReach, type WidgetPlace } from './view/layout.ts';
import type { NodeView } from './view/nodeView.ts';
import { contains, type Point, type Rect, rectOf } from './view/rect.ts';
import { distanceTo } from './view/wirePath.ts';
import type { WireView } from './view/wireView.ts';

export type Hit =
  | { readonly kind: 'port'; readonly view: NodeView; readonly place: PortPlace }
  | { readonly kind: 'widget'; readonly view: NodeView; readonly widget: WidgetPlace }
  | { readonly kind: 'link'; readonly view: NodeView; readonly widget: WidgetPlace; readonly href: string }
  | { readonly kind: 'pad'; readonly view: NodeView; readonly pad: PadPlace }
  | { readonly kind: 'fold' | 'note' | 'title' | 'corner' | 'picture' | 'written' | 'body'; readonly view: NodeView }
  | { readonly kind: 'wire'; readonly wire: WireView }
  | { readonly kind: 'group' | 'group-corner' | 'group-fold'; readonly group: WorkflowGroup }
  | { readonly kind: 'box'; readonly box: BoxView }
  | { readonly kind: 'empty' };

const corner = 14;

function local(view: NodeView, point: Point): Point {
  return [point[0] - view.rect.x, point[1] - view.rect.y];
}

function near(place: PortPlace, point: Point): number {
  return Math.hypot(place.x - point[0], place.y - point[1]);
}

/** How the scene is seen just now. */
export interface Sight {
  readonly zoom: number;
  /** Whether ports and fields are painted: what is not seen cannot be hit. */
  readonly detailed: boolean;
}

/** The port of a node within reach of a point given in the node's own coordinates. */
function portAt(view: NodeView, point: Point): PortPlace | undefined {
  let best: PortPlace | undefined;
  for (const place of [...view.layout.outputs, ...view.layout.inputs]) {
    if (near(place, point) > portReach) continue;
    if (!best || near(place, point) < near(best, point)) best = place;
  }
  return best;
}

function hrefAt(view: NodeView, { spec, rect }: WidgetPlace, [x, y]: Point): string | undefined {
  const text = spec.isMarkdown ? parameterValue(spec, view.node.parameters) : undefined;
  return typeof text === 'string' ? linkAt(text, rect, [x - rect.x, y - rect.y]) : undefined;
}

/** The signs at the right of a header. */
function inHeader({ layout, complaint }: NodeView, x: number): 'fold' | 'note' | 'title' {
  if (x > layout.width - headerSigns.fold) return 'fold';
  return complaint && x > layout.width - headerSigns.note ? 'note' : 'title';
}

function onNode(view: NodeView, point: Point, detailed: boolean): Hit | undefined {
  const at = local(view, point);
  const { width, height, widgets, pads, picture, written } = view.layout;
  const box: Rect = { x: 0, y: 0, width, height };
  if (!contains(box, at)) return undefined;
  if (!view.node.collapsed && at[0] > width - corner && at[1] > height - corner) return { kind: 'corner', view };
  if (at[1] < sizes.header) return { kind: detailed ? inHeader(view, at[0]) : 'title', view };
  const widget = detailed ? widgets.find((each) => contains(each.rect, at)) : undefined;
  if (widget) {
    const href = hrefAt(view, widget, at);
    return href === undefined ? { kind: 'widget', view, widget } : { kind: 'link', view, widget, href };
  }
  const pad = detailed ? pads.find((each) => contains(each.rect, at)) : undefined;
  if (pad) return { kind: 'pad', view, pad };
  if (detailed && written && contains(written, at)) return { kind: 'written', view };
  return { kind: picture && contains(picture.frame, at) ? 'picture' : 'body', view };
}

function nodeHit(view: NodeView, point: Point, detailed: boolean): Hit | undefined {
  const margin = portReach;
  const { x, y, width, height } = view.rect;
  if (!contains({ x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }, point)) {
    return undefined;
  }
  const place = detailed ? portAt(view, local(view, point)) : undefined;
  return place ? { kind: 'port', view, place } : onNode(view, point, detailed);
}

function isOnFold(at: Point, width: number): boolean {
  return at[1] < groupHeader && at[0] > width - groupFold;
}

function frameHit(group: WorkflowGroup, point: Point, detailed: boolean): Hit | undefined {
  const [width, height] = group.size;
  const box = rectOf(group.position, group.size);
  if (!contains(box, point)) return undefined;
  const at: Point = [point[0] - box.x, point[1] - box.y];
  if (at[0] > width - groupCorner && at[1] > height - groupCorner) return { kind: 'group-corner', group };
  if (detailed && isOnFold(at, width)) return { kind: 'group-fold', group };
  return at[1] < groupHeader ? { kind: 'group', group } : undefined;
}

function boxHit(box: BoxView, point: Point, detailed: boolean): Hit | undefined {
  const { rect, group } = box;
  if (!contains(rect, point)) return undefined;
  const isFold = detailed && isOnFold([point[0] - rect.x, point[1] - rect.y], rect.width);
  return isFold ? { kind: 'group-fold', group } : { kind: 'box', box };
}

/** The first that is hit, the last of the list lying uppermost. */
function uppermost<T>(things: readonly T[], hit: (thing: T) => Hit | undefined): Hit | undefined {
  for (let index = things.length - 1; index >= 0; index--) {
    const found = hit(things[index] as T);
    if (found) return found;
  }
  return undefined;
}

/** What lies under a graph point, the uppermost first: selected nodes, later nodes, collapsed groups, wires, titles of groups. */
export function hitTest(scene: Scene, point: Point, sight: Sight, selection: ReadonlySet<string>): Hit {
  const { zoom, detailed } = sight;
  const views = [...scene.nodes.values()];
  for (const raised of [true, false]) {
    const hit = uppermost(views, (view) =>
      selection.has(view.id) === raised ? nodeHit(view, point, detailed) : undefined,
    );
    if (hit) return hit;
  }
  const box = uppermost(scene.boxes, (each) => boxHit(each, point, detailed));
  if (box) return box;
  const reach = 5 / zoom;
  for (const wire of scene.wires) {
    const near = contains(wire.bounds, point);
    if (near && distanceTo(wire.path, point) < reach) return { kind: 'wire', wire };
  }
  return uppermost(scene.frames, (group) => frameHit(group, point, detailed)) ?? { kind: 'empty' };
}

/** Whether two hits are the same thing, though perhaps another object after a new scene. */
export function sameHit(a: Hit, b: Hit): boolean {
  if (a.kind !== b.kind) return false;
  if ('view' in a && 'view' in b && a.view.id !== b.view.id) return false;
  if (a.kind === 'port' && b.kind === 'port') return a.place.port === b.place.port;
  if (a.kind === 'link' && b.kind === 'link') return a.href === b.href;
  if (a.kind === 'widget' && b.kind === 'widget') return a.widget.spec === b.widget.spec;
  if ('group' in a && 'group' in b) return a.group.id === b.group.id;
  if (a.kind === 'box' && b.kind === 'box') return a.box.group.id === b.box.group.id;
  if (a.kind === 'wire' && b.kind === 'wire') return a.wire.link === b.wire.link;
  return true;
}
