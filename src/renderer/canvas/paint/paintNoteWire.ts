import type { Complaint } from '../../state/complaint.ts';
import type { Point, Rect } from '../view/rect.ts';
import { type Brush, saved } from './brush.ts';
import { complaintColour } from './paintProblem.ts';

/** A note this near stands at its node for everybody to see. */
const near = 12;

/** The point of a rectangle that is nearest to another one. */
function facing(rect: Rect, other: Rect): Point {
  const within = (from: number, length: number, wished: number) => Math.min(from + length, Math.max(from, wished));
  return [
    within(rect.x, rect.width, other.x + other.width / 2),
    within(rect.y, rect.height, other.y + other.height / 2),
  ];
}

/** A line from a node to its note, where that found no room beside it. */
export function paintNoteWire(brush: Brush, complaint: Complaint, node: Rect, note: Rect): void {
  const from = facing(node, note);
  const to = facing(note, node);
  if (Math.hypot(to[0] - from[0], to[1] - from[1]) <= near) return;
  const { context } = brush;
  saved(context, () => {
    context.strokeStyle = complaintColour(brush, complaint);
    context.globalAlpha = 0.55;
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  });
}
