import type { Complaint } from '../../state/complaint.ts';
import type { Point } from '../view/rect.ts';
import { type Brush, saved } from './brush.ts';
import { complaintColour } from './paintProblem.ts';
import { tracedPath } from './paths.ts';

const radius = 6.5;

/** A disc for an error, a triangle for a warning: colour is never the only sign. */
function outlineOf({ grave }: Complaint): Path2D {
  return tracedPath((into) => {
    if (grave) into.arc(0, 0, radius, 0, 2 * Math.PI);
    else {
      into.moveTo(0, -radius);
      into.lineTo(radius, radius - 1);
      into.lineTo(-radius, radius - 1);
      into.closePath();
    }
  });
}

function paintMark({ context }: Brush, { grave }: Complaint): void {
  const shift = grave ? 0 : 1.2;
  context.fillRect(-0.8, -3.6 + shift, 1.6, 4.2);
  context.fillRect(-0.8, 1.8 + shift, 1.6, 1.6);
}

/** The sign that a node has a note: filled while the note is folded and the sign is all there is, an outline while it is open. */
export function paintNoteSign(brush: Brush, complaint: Complaint, [x, y]: Point, isOpen: boolean): void {
  const { context, theme } = brush;
  const outline = outlineOf(complaint);
  const colour = complaintColour(brush, complaint);
  saved(context, () => {
    context.translate(x, y);
    context.lineJoin = 'round';
    // Headers may have any colour: what lies around the sign is always that of panels.
    context.strokeStyle = theme.panel;
    context.lineWidth = 4;
    context.stroke(outline);
    context.fillStyle = isOpen ? theme.panel : colour;
    context.fill(outline);
    context.strokeStyle = colour;
    context.lineWidth = 1.3;
    context.stroke(outline);
    context.fillStyle = isOpen ? colour : theme.panel;
    paintMark(brush, complaint);
  });
}
