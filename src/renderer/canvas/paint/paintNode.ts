import { parameterValue } from '../../parameters/parameterSpec.ts';
import { sizes } from '../../theme/tokens.ts';
import { isBlock } from '../view/isBlock.ts';
import { isFaulty, type NodeView } from '../view/nodeView.ts';
import type { Rect } from '../view/rect.ts';
import { type Brush, hairline, saved } from './brush.ts';
import { lettering } from './levels.ts';
import { paintHeader, tintOf } from './paintHeader.ts';
import { paintPad } from './paintPad.ts';
import { paintPictures, type Scrub } from './paintPicture.ts';
import { paintPort } from './paintPort.ts';
import { paintWidget } from './paintWidget.ts';
import { paintWritten } from './paintWritten.ts';
import { rounded } from './shapes.ts';
import { ellipsis, type, write } from './text.ts';

/** What gestures add to a node's look. */
export interface NodeLook {
  readonly selected: boolean;
  readonly hoveredPort: string | undefined;
  readonly hoveredWidget: string | undefined;
  readonly hoveredFiles: boolean;
  /** Whether the wire being dragged may not land on this port; false when there is none. */
  refuses(side: 'input' | 'output', port: string): boolean;
  readonly scrub: Scrub;
  readonly playing: boolean;
  readonly isNoteOpen: boolean;
}

export const mutedAlpha = 0.42;

/** Of the rings of nodes that wait or were kept. */
const quietAlpha = 0.3;

export function ringColour(brush: Brush, view: NodeView, look: NodeLook): string | undefined {
  const { theme } = brush;
  if (look.selected) return theme.focus;
  if (view.state?.status === 'failed' || !view.entry) return theme.error;
  if (view.state?.status === 'running') return theme.running;
  return undefined;
}

function paintRing(brush: Brush, view: NodeView, look: NodeLook): void {
  const { context, theme } = brush;
  const { width, height } = view.layout;
  const colour = ringColour(brush, view, look);
  const outline = rounded(width, height, sizes.radius);
  context.lineWidth = colour ? Math.max(1.5, 1.5 / brush.zoom) : Math.max(1, hairline(brush));
  context.strokeStyle = colour ?? theme.line;
  context.stroke(outline);
  if (colour || (view.state?.status !== 'cached' && view.state?.status !== 'queued')) return;
  context.globalAlpha *= quietAlpha;
  context.strokeStyle = theme.muted;
  if (view.state.status === 'queued') context.setLineDash([3, 3]);
  context.stroke(outline);
  context.setLineDash([]);
  context.globalAlpha /= quietAlpha;
}

function paintBody(brush: Brush, view: NodeView): void {
  const { context, theme } = brush;
  const outline = rounded(view.layout.width, view.layout.height, sizes.radius);
  context.translate(0, 2);
  context.globalAlpha *= 0.5;
  context.fillStyle = theme.shadow;
  context.fill(outline);
  context.globalAlpha /= 0.5;
  context.translate(0, -2);
  context.fillStyle = theme.panel;
  context.fill(outline);
}

/** How far the sheets under a block stick out. */
const sheets = [8, 4] as const;

/** A block is a stack: what lies in it lies under it. */
function paintSheets(brush: Brush, view: NodeView): void {
  const { context, theme } = brush;
  const outline = rounded(view.layout.width, view.layout.height, sizes.radius);
  context.lineWidth = Math.max(1, hairline(brush));
  for (const by of sheets) {
    context.translate(by, by);
    context.fillStyle = theme.raised;
    context.fill(outline);
    context.strokeStyle = theme.line;
    context.stroke(outline);
    context.translate(-by, -by);
  }
}

/** Diagonal lines over what is passed by. */
export function paintHatch(brush: Brush, { width, height }: Pick<Rect, 'width' | 'height'>): void {
  const { context, theme } = brush;
  context.clip(rounded(width, height, sizes.radius));
  context.globalAlpha *= 0.5;
  context.strokeStyle = theme.muted;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = -height; x < width; x += 9) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
}

function paintLabels(brush: Brush, view: NodeView): void {
  const { context, theme } = brush;
  const named = new Set(view.layout.widgets.map((widget) => widget.port?.name));
  const outputs = new Map(view.layout.outputs.map((place) => [place.y, place]));
  const inputs = view.layout.inputs.filter((place) => !named.has(place.port.name));
  const rows = new Set(inputs.map((place) => place.y));
  const scale = lettering(brush.zoom);
  const room = (y: number) =>
    (outputs.has(y) && rows.has(y) ? (view.layout.width - 34) / 2 : view.layout.width - 28) / scale;
  context.font = type.label;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const place of inputs) {
    const text = ellipsis(context, type.label, place.port.label, room(place.y));
    context.fillStyle = place.port.optional ? theme.muted : theme.text;
    context.font = type.label;
    write(context, text, 13, place.y + 0.5, scale);
  }
  context.textAlign = 'right';
  context.fillStyle = theme.text;
  for (const place of view.layout.outputs) {
    const text = ellipsis(context, type.label, place.port.label, room(place.y));
    context.font = type.label;
    write(context, text, view.layout.width - 13, place.y + 0.5, scale);
  }
}

function paintPorts(brush: Brush, view: NodeView, look: NodeLook): void {
  for (const place of [...view.layout.inputs, ...view.layout.outputs]) {
    const { side, name } = place.port;
    const wired = side === 'input' ? view.wired.inputs.has(name) : view.wired.outputs.has(name);
    paintPort(brush, place, {
      wired,
      needed: side === 'input' && !place.port.optional,
      faulty: side === 'input' && isFaulty(view, name),
      hovered: look.hoveredPort === `${side}:${name}`,
      refused: look.refuses(side, name),
    });
  }
}

function paintWidgets(brush: Brush, view: NodeView, look: NodeLook): void {
  for (const place of view.layout.widgets) {
    paintWidget(brush, place, {
      value: parameterValue(place.spec, view.node.parameters),
      driven: view.wired.inputs.has(place.spec.name),
      hovered: look.hoveredWidget === place.spec.name,
      faulty: isFaulty(view, place.spec.name),
      tint: tintOf(brush, view),
    });
  }
}

function paintPads(brush: Brush, view: NodeView): void {
  for (const place of view.layout.pads) paintPad(brush, view, place, tintOf(brush, view));
}

/** A node with everything on it. */
export function paintNode(brush: Brush, view: NodeView, look: NodeLook): void {
  const { context } = brush;
  saved(context, () => {
    context.translate(view.rect.x, view.rect.y);
    if (view.node.mode === 'mute') context.globalAlpha = mutedAlpha;
    if (isBlock(view)) paintSheets(brush, view);
    paintBody(brush, view);
    paintHeader(brush, view, look.isNoteOpen);
    if (!view.node.collapsed) {
      paintLabels(brush, view);
      paintWidgets(brush, view, look);
      paintPads(brush, view);
      paintPictures(brush, view, look.scrub, look.playing);
      paintWritten(brush, view, look.hoveredFiles);
    }
    if (view.node.mode === 'bypass') saved(context, () => paintHatch(brush, view.layout));
    paintRing(brush, view, look);
    paintPorts(brush, view, look);
  });
}
