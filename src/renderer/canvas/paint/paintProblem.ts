import type { Complaint } from '../../state/complaint.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Point, Rect } from '../view/rect.ts';
import type { Brush } from './brush.ts';
import { lettering } from './levels.ts';
import { rounded } from './shapes.ts';
import { type, wrap } from './text.ts';

const padding = 9;
const lineHeight = 15;
const mostLines = 8;

type Measuring = Pick<Brush, 'context' | 'zoom'>;

/** How much room a note takes: as wide as its node. Graph units. */
export function noteSize(brush: Measuring, view: NodeView, complaint: Complaint): Point {
  const scale = lettering(brush.zoom);
  const { message, remedy } = linesOf(brush, view.layout.width / scale, complaint);
  return [view.layout.width, ((message.length + remedy.length) * lineHeight + 2 * padding - 2) * scale];
}

function linesOf({ context }: Pick<Brush, 'context'>, width: number, complaint: Complaint) {
  const room = width - 2 * padding - 4;
  return {
    message: wrap(context, type.label, complaint.message, room, mostLines),
    remedy: complaint.remedy ? wrap(context, type.label, complaint.remedy, room, mostLines) : [],
  };
}

export function complaintColour({ theme }: Pick<Brush, 'theme'>, { grave }: Complaint): string {
  return grave ? theme.error : theme.warning;
}

/** Writes a note at a place in the coordinates of the context. */
export function paintProblem(brush: Brush, complaint: Complaint, place: Rect): void {
  const { context, theme } = brush;
  const scale = lettering(brush.zoom);
  const [width, height] = [place.width / scale, place.height / scale];
  const { message, remedy } = linesOf(brush, width, complaint);
  const colour = complaintColour(brush, complaint);
  context.save();
  context.translate(place.x, place.y);
  context.scale(scale, scale);
  const path = rounded(width, height, 6);
  context.fillStyle = theme.panel;
  context.fill(path);
  context.globalAlpha = 0.13;
  context.fillStyle = colour;
  context.fill(path);
  context.globalAlpha = 0.55;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke(path);
  context.globalAlpha = 1;
  context.font = type.label;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  let y = padding + lineHeight / 2 - 1;
  for (const [lines, fill] of [[message, theme.text] as const, [remedy, theme.muted] as const]) {
    context.fillStyle = fill;
    for (const line of lines) {
      context.fillText(line, padding + 2, y);
      y += lineHeight;
    }
  }
  context.restore();
}
