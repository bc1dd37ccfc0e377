import type { LinkEnd } from '../../../graph/workflow/link.ts';
import type { WireEnd } from '../../state/editor.ts';
import { portKey } from '../interaction.ts';
import type { Scene } from '../scene.ts';
import { type NodeView, portPoint } from '../view/nodeView.ts';
import { contains, type Point } from '../view/rect.ts';

export interface Landing {
  readonly end: LinkEnd;
  readonly point: Point;
  readonly welcome: boolean;
}

/** How close a loose end comes to a port to land on it. */
const reach = 24;

function portsOf(view: NodeView, anchor: WireEnd) {
  return anchor.side === 'output' ? view.layout.inputs : view.layout.outputs;
}

function landingsOf(view: NodeView, anchor: WireEnd, welcome: ReadonlySet<string>): Landing[] {
  return portsOf(view, anchor).map((place) => ({
    end: { node: view.id, port: place.port.name },
    point: portPoint(view, place),
    welcome: welcome.has(portKey(view.id, place.port.side, place.port.name)),
  }));
}

function nearest(landings: readonly Landing[], point: Point): Landing | undefined {
  let best: Landing | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const landing of landings) {
    const distance = Math.hypot(landing.point[0] - point[0], landing.point[1] - point[1]);
    if (distance >= least) continue;
    best = landing;
    least = distance;
  }
  return best;
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/**
 * The port that the loose end of a wire lands on: the nearest within reach, a fitting one first; anywhere on a node, its
 * nearest fitting port. A port that does not fit is answered too, so that the wire can say why.
 */
export function landingPort(
  scene: Scene,
  point: Point,
  anchor: WireEnd,
  welcome: ReadonlySet<string>,
): Landing | undefined {
  const close: Landing[] = [];
  let on: NodeView | undefined;
  for (const view of scene.nodes.values()) {
    const { x, y, width, height } = view.rect;
    const near = contains({ x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }, point);
    if (!near || view.id === anchor.node) continue;
    close.push(...landingsOf(view, anchor, welcome).filter((each) => distance(each.point, point) < reach));
    if (contains(view.rect, point)) on = view;
  }
  const fitting = nearest(
    close.filter((each) => each.welcome),
    point,
  );
  if (fitting) return fitting;
  const anywhere = on ? landingsOf(on, anchor, welcome) : [];
  return (
    nearest(
      anywhere.filter((each) => each.welcome),
      point,
    ) ??
    nearest(close, point) ??
    nearest(anywhere, point)
  );
}
