import type { WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { type Interaction, portKey } from '../interaction.ts';
import type { NotePlaces } from '../notes.ts';
import type { Scene } from '../scene.ts';
import type { PortPlace } from '../view/layout.ts';
import { type NodeView, portPoint } from '../view/nodeView.ts';
import { animation } from '../view/pictures.ts';
import { around, overlap, type Point, type Rect, rectOf } from '../view/rect.ts';
import { plainPath } from '../view/wirePath.ts';
import type { WireView } from '../view/wireView.ts';
import { type Brush, hairline } from './brush.ts';
import { paintFarNames } from './farNames.ts';
import { paintGuarded } from './guard.ts';
import { detailZoom, isNamed } from './levels.ts';
import { badgesOf, paintBadge } from './paintBadge.ts';
import { paintBox, paintBoxPorts } from './paintBox.ts';
import { paintGroup } from './paintGroup.ts';
import { paintGuides } from './paintGuides.ts';
import { type NodeLook, paintNode } from './paintNode.ts';
import { paintNodesFlat } from './paintNodesFlat.ts';
import { paintNoteWire } from './paintNoteWire.ts';
import { paintProblem } from './paintProblem.ts';
import { paintWire, paintWireOutline, paintWiresFlat, strokeWire, traceWire } from './paintWire.ts';
import { createPartLayer, type PartLayer } from './partLayer.ts';
import { tracedPath } from './paths.ts';
import type { Sprites } from './sprites.ts';

export interface PaintState {
  readonly scene: Scene;
  /** Those that are painted: in the area, or near enough to reach into it. */
  readonly visible: readonly NodeView[];
  /** Those in the whole view, of which the area may be a part. */
  readonly inView: readonly NodeView[];
  /** Graph units. */
  readonly area: Rect;
  readonly selection: ReadonlySet<string>;
  /** The input that the selected wire ends in. */
  readonly selectedWire: string | null;
  readonly selectedGroup: string | null;
  readonly interaction: Interaction;
  /** Of the notes that are open. */
  readonly notes: NotePlaces;
  readonly sprites: Sprites;
  readonly layers: Layers;
  /** Animations run; false where people asked for less motion. */
  readonly playing: boolean;
  /** Whether nodes are bodies with names, and wires lines, as from far away. */
  readonly isFar: boolean;
}

/** What may be too many to be painted in one frame. */
export interface Layers {
  readonly groups: PartLayer<WorkflowGroup>;
  readonly wires: PartLayer<WireView>;
}

export function createLayers(): Layers {
  return { groups: createPartLayer(40), wires: createPartLayer(1000) };
}

function lookOf(view: NodeView, { selection, interaction, playing, notes }: PaintState): NodeLook {
  const { hover, wire, scrub } = interaction;
  const here = 'view' in hover && hover.view.id === view.id ? hover : undefined;
  return {
    selected: selection.has(view.id),
    hoveredPort: here?.kind === 'port' ? `${here.place.port.side}:${here.place.port.name}` : undefined,
    hoveredWidget: here?.kind === 'widget' ? here.widget.spec.name : undefined,
    hoveredFiles: here?.kind === 'written',
    refuses: (side, port) => wire !== undefined && !wire.accepts.has(portKey(view.id, side, port)),
    scrub: scrub?.node === view.id ? scrub.at : undefined,
    playing,
    isNoteOpen: notes.has(view.id),
  };
}

function isLifted(wire: WireView, interaction: Interaction): boolean {
  const lifted = interaction.wire?.lifted;
  return lifted !== undefined && wire.to.node === lifted.node && wire.to.port === lifted.port;
}

function paintWires(brush: Brush, state: PaintState, far: boolean): void {
  const { scene, area, interaction, selection, selectedWire, layers } = state;
  const wires = scene.wires.filter((wire) => overlap(wire.bounds, area) && !isLifted(wire, interaction));
  const selected = wires.find((wire) => wire.link.to === selectedWire);
  if (selected) paintWireOutline(brush, selected);
  if (far) {
    const { node, port } = interaction.wire?.lifted ?? { node: '', port: '' };
    layers.wires.paint(brush, { things: wires, source: scene.wires, look: `${node}.${port}`, paint: paintWiresFlat });
    return;
  }
  const hovered = interaction.hover.kind === 'wire' ? interaction.hover.wire.link : undefined;
  for (const wire of wires) {
    const pointedAt = wire.link === hovered || wire.link === interaction.threads;
    const strong = pointedAt || selection.has(wire.from.node) || selection.has(wire.to.node);
    paintWire(brush, wire, strong, interaction.wire !== undefined);
  }
}

/** Landing shows in full colour, a refusal in the colour of errors, and in between the wire is on its way. */
function paintPending(brush: Brush, { interaction }: PaintState): void {
  const { wire } = interaction;
  if (!wire) return;
  const { context, theme } = brush;
  const ends: [Point, Point] =
    wire.anchor.side === 'output' ? [wire.anchorPoint, wire.loose] : [wire.loose, wire.anchorPoint];
  const path = tracedPath((into) => traceWire(into, plainPath(...ends)));
  if (wire.refusal === undefined) strokeWire(brush, path, { type: wire.type, strong: true, faded: false });
  else {
    context.strokeStyle = theme.error;
    context.lineWidth = 2;
    context.setLineDash([2, 5]);
    context.stroke(path);
    context.setLineDash([]);
  }
  context.fillStyle = wire.refusal === undefined ? theme.wires[wire.type] : theme.error;
  context.beginPath();
  context.arc(wire.loose[0], wire.loose[1], wire.target ? 7 : 4, 0, 2 * Math.PI);
  context.fill();
}

function paintMarquee(brush: Brush, { interaction }: PaintState): void {
  const { context, theme } = brush;
  const area = interaction.marquee;
  if (!area) return;
  context.fillStyle = theme.focus;
  context.globalAlpha = 0.08;
  context.fillRect(area.x, area.y, area.width, area.height);
  context.globalAlpha = 0.8;
  context.strokeStyle = theme.focus;
  context.lineWidth = hairline(brush);
  context.strokeRect(area.x, area.y, area.width, area.height);
  context.globalAlpha = 1;
}

function paintGroups(brush: Brush, { scene, area, layers, selectedGroup }: PaintState): void {
  const things = scene.frames.filter(({ position, size }) => overlap(rectOf(position, size), area));
  const paint = (on: Brush, some: readonly WorkflowGroup[]) => {
    for (const group of some) paintGroup(on, group, group.id === selectedGroup);
  };
  layers.groups.paint(brush, { things, source: scene.source.workflow.groups, look: selectedGroup ?? '', paint });
}

function paintBoxes(brush: Brush, { scene, area, selection, selectedGroup }: PaintState): void {
  for (const box of scene.boxes) {
    if (!overlap(box.rect, area)) continue;
    const holdsSelected = box.nodes.size > 0 && [...box.nodes].some((id) => selection.has(id));
    paintBox(brush, box, holdsSelected || box.group.id === selectedGroup);
  }
  paintBoxPorts(brush, scene.wires, scene.boxOf);
}

/** Runs a painter in the node's own coordinates. */
function onNode(brush: Brush, view: NodeView, paint: () => void): void {
  paintGuarded(brush, view, () => {
    brush.context.translate(view.rect.x, view.rect.y);
    paint();
  });
}

/** Under the nodes, so that a pill never covers a title. */
function paintBadges(brush: Brush, { visible, inView }: PaintState): void {
  for (const view of visible) {
    const badges = badgesOf(view);
    if (badges.length === 0) continue;
    onNode(brush, view, () => {
      for (const badge of badges) paintBadge(brush, badge, roomAt(inView, view, badge.place));
    });
  }
}

/** How far to the right of a port the next node stands in the way of its pill. */
function roomAt(inView: readonly NodeView[], view: NodeView, port: PortPlace): number {
  const [x, y] = portPoint(view, port);
  const inTheWay = inView.filter(({ rect }) => rect.x >= x && rect.y < y + 9 && rect.y + rect.height > y - 9);
  return Math.min(Number.POSITIVE_INFINITY, ...inTheWay.map(({ rect }) => rect.x - x));
}

/** Of nodes out of view too: a note may stand at some distance. */
function paintProblems(brush: Brush, { scene, notes, area }: PaintState): void {
  for (const [id, place] of notes) {
    const view = scene.nodes.get(id);
    if (!view?.complaint || !overlap(around([view.rect, place]) ?? place, area)) continue;
    const { complaint } = view;
    paintGuarded(brush, view, () => {
      paintNoteWire(brush, complaint, view.rect, place);
      paintProblem(brush, complaint, place);
    });
  }
}

/** Through its sprite, unless it moves by itself or a wire looks for a place on it. */
function paintOne(brush: Brush, view: NodeView, state: PaintState): void {
  const look = lookOf(view, state);
  const paint = (on: Brush) => paintNode(on, view, look);
  const alive = state.interaction.wire !== undefined || animation(view.pictures) !== undefined;
  const key = `${look.selected},${look.hoveredPort},${look.hoveredWidget},${look.hoveredFiles},${look.isNoteOpen}`;
  paintGuarded(brush, view, () => {
    if (alive) paint(brush);
    else state.sprites.paint(brush, view, key, paint);
  });
}

/** Groups, wires, collapsed groups, nodes, badges and what the user is doing, from back to front. Selected nodes lie on top. */
export function paintScene(brush: Brush, state: PaintState): void {
  const far = state.isFar;
  state.sprites.begin(brush);
  paintGroups(brush, state);
  paintWires(brush, state, far);
  paintBoxes(brush, state);
  const { visible, selection } = state;
  // Smaller, a pill could not be read and would hide the wire that it speaks of.
  if (brush.zoom >= detailZoom) paintBadges(brush, state);
  const named = isNamed(brush.zoom, state.inView.length);
  for (const raised of [false, true]) {
    const layer = visible.filter((view) => selection.has(view.id) === raised);
    if (far) paintNodesFlat(brush, layer, { lookOf: (view) => lookOf(view, state), named });
    else for (const view of layer) paintOne(brush, view, state);
  }
  if (far) paintFarNames(brush, state);
  else paintProblems(brush, state);
  paintPending(brush, state);
  paintMarquee(brush, state);
  paintGuides(brush, state.interaction.guides);
}

/** Whether anything that is seen moves by itself. */
export function moves({ visible, playing }: Pick<PaintState, 'visible' | 'playing'>): boolean {
  return playing && visible.some((view) => animation(view.pictures) !== undefined && !view.node.collapsed);
}
