import type { Picture } from '../../../graph/events.ts';
import { words } from '../../../graph/labels.ts';
import { portsAt } from '../../../graph/problem.ts';
import type { NodeEntry } from '../../../graph/registry.ts';
import type { WorkflowNode } from '../../../graph/workflow/schema.ts';
import { type Complaint, complaintOf } from '../../state/complaint.ts';
import type { NodeState } from '../../state/document/editor.ts';
import { layoutNode, type NodeLayout, type PortPlace } from './layout.ts';
import { pictureShape, shownPictures } from './pictures.ts';
import { portViews } from './portSpots.ts';
import type { Point, Rect } from './rect.ts';

/** Names of the ports of one node that wires name. */
export interface Wired {
  readonly inputs: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
}

/** A node ready to be painted and hit: made anew when its node, its wires or its state change, never changed in place. */
export interface NodeView {
  readonly id: string;
  readonly node: WorkflowNode;
  readonly entry: NodeEntry | undefined;
  readonly title: string;
  readonly wired: Wired;
  readonly state: NodeState | undefined;
  readonly complaint: Complaint | undefined;
  readonly pictures: readonly Picture[];
  readonly layout: NodeLayout;
  readonly rect: Rect;
}

export const unwired: Wired = { inputs: new Set(), outputs: new Set() };

export function createNodeView(
  node: WorkflowNode,
  entry: NodeEntry | undefined,
  wired: Wired,
  state: NodeState | undefined,
): NodeView {
  const pictures = shownPictures(state);
  const results = {
    pictures: pictureShape(pictures, entry?.preview === 'images'),
    files: (state?.files?.length ?? 0) > 0,
  };
  const ports = portViews(entry, wired, node.parameters);
  const layout = layoutNode(node, entry, { ports, wired: wired.inputs }, results);
  const title = node.title || entry?.title || words(node.type);
  const rect = { x: node.position[0], y: node.position[1], width: layout.width, height: layout.height };
  const complaint = complaintOf(node, entry, state);
  return { id: node.id, node, entry, title, wired, state, complaint, pictures, layout, rect };
}

const named = new WeakMap<readonly PortPlace[], ReadonlyMap<string, PortPlace>>();

/** Wires ask for every port of a node by its name, and a broken file may give it thousands. */
function byName(places: readonly PortPlace[]): ReadonlyMap<string, PortPlace> {
  const known = named.get(places);
  if (known) return known;
  const made = new Map(places.map((place) => [place.port.name, place]));
  named.set(places, made);
  return made;
}

export function portPlace(view: NodeView, side: 'input' | 'output', name: string): PortPlace | undefined {
  return byName(side === 'input' ? view.layout.inputs : view.layout.outputs).get(name);
}

/** Whether problems of the last run name this input or parameter; an input that repeats is named as a whole. */
export function isFaulty({ state, wired }: NodeView, name: string): boolean {
  const faulty = state?.problem ? portsAt(state.problem.place) : [];
  return faulty.includes(name) || (!wired.inputs.has(name) && faulty.includes(name.replace(/\.\d+$/, '')));
}

/** Where a port stands in the graph. */
export function portPoint(view: NodeView, place: PortPlace): Point {
  return [view.rect.x + place.x, view.rect.y + place.y];
}
