import type { LinkEnd } from '../../../graph/workflow/link.ts';
import type { WireEnd } from '../../state/document/editor.ts';
import { portKey } from '../interaction.ts';
import type { Scene } from '../scene.ts';
import { portReach } from '../view/layout.ts';
import { type NodeView, portPoint } from '../view/nodeView.ts';
import { contains, type Point } from '../view/rect.ts';

/** What a wire would do at a port: join it; not fit it; or fit, but push out a wire that nobody pointed at. */
export type Verdict = 'accepts' | 'unfit' | 'taken';

export interface Landing {
  readonly end: LinkEnd;
  readonly point: Point;
  readonly verdict: Verdict;
}

/** A wire on its way, as far as it matters where it may land. */
export interface Loose {
  readonly anchor: WireEnd;
  /** Ports that may take it, as `portKey` names them. */
  readonly accepts: ReadonlySet<string>;
  /** The input that it was picked up from: free meanwhile. */
  readonly lifted: LinkEnd | undefined;
}

interface Candidate extends Landing {
  readonly distance: number;
}

/** How close a loose end comes to a port to be drawn to it. */
const pull = 24;

function isTaken(view: NodeView, end: LinkEnd, { anchor, lifted }: Loose): boolean {
  if (anchor.side === 'input' || (lifted?.node === end.node && lifted.port === end.port)) return false;
  return view.wired.inputs.has(end.port);
}

function candidates(view: NodeView, point: Point, loose: Loose): Candidate[] {
  const places = loose.anchor.side === 'output' ? view.layout.inputs : view.layout.outputs;
  return places.map((place) => {
    const end = { node: view.id, port: place.port.name };
    const at = portPoint(view, place);
    const fits = loose.accepts.has(portKey(view.id, place.port.side, place.port.name));
    const verdict = !fits ? 'unfit' : isTaken(view, end, loose) ? 'taken' : 'accepts';
    return { end, point: at, verdict, distance: Math.hypot(at[0] - point[0], at[1] - point[1]) };
  });
}

function nearest(all: readonly Candidate[], verdict?: Verdict): Candidate | undefined {
  const wanted = verdict === undefined ? all : all.filter((each) => each.verdict === verdict);
  return wanted.reduce<Candidate | undefined>(
    (best, each) => (best && best.distance <= each.distance ? best : each),
    undefined,
  );
}

/** The port right under the pointer is the one that is meant, and its wire may be replaced. */
function pointedAt(view: NodeView, all: readonly Candidate[]): Landing | undefined {
  // The ports of a collapsed node lie on one spot: nobody can point at one of them.
  if (view.node.collapsed) return undefined;
  const port = nearest(all.filter((each) => each.distance <= portReach));
  return port && { ...port, verdict: port.verdict === 'unfit' ? 'unfit' : 'accepts' };
}

/**
 * Where the loose end of a wire lands: on the port under the pointer; else on the nearest free port that fits, of those
 * close by or of the node under the pointer. Where it cannot land the port is answered all the same, to say why.
 */
export function landingPort(scene: Scene, point: Point, loose: Loose): Landing | undefined {
  const close: Candidate[] = [];
  let on: Candidate[] = [];
  for (const view of scene.nodes.values()) {
    const { x, y, width, height } = view.rect;
    const near = contains({ x: x - pull, y: y - pull, width: width + 2 * pull, height: height + 2 * pull }, point);
    if (!near || view.id === loose.anchor.node) continue;
    const all = candidates(view, point, loose);
    const port = pointedAt(view, all);
    if (port) return port;
    close.push(...all.filter((each) => each.distance < pull));
    if (contains(view.rect, point)) on = all;
  }
  return (
    nearest(close, 'accepts') ??
    nearest(on, 'accepts') ??
    nearest(close, 'taken') ??
    nearest(on, 'taken') ??
    nearest(close) ??
    nearest(on)
  );
}
