import type { NodeView } from '../view/nodeView.ts';
import type { Rect } from '../view/rect.ts';
import type { Brush } from './brush.ts';
import { lettering } from './levels.ts';
import { rounded } from './shapes.ts';
import { type, wrap } from './text.ts';

export interface Complaint {
  readonly message: string;
  readonly remedy: string;
  readonly grave: boolean;
}

/** What stands under a node: its problem, or its warnings. */
export function complaintOf(view: NodeView): Complaint | undefined {
  const { state } = view;
  if (state?.problem) return { message: state.problem.message, remedy: state.problem.remedy, grave: true };
  if (!view.entry) {
    return {
      message: `Unknown node type: ${view.node.type}`,
      remedy: 'It is kept unchanged. Replace it, or open the workflow with the version that made it.',
      grave: true,
    };
  }
  if (state && state.warnings.length > 0) return { message: state.warnings.join(' '), remedy: '', grave: false };
  return undefined;
}

const padding = 9;
const lineHeight = 15;
const mostLines = 8;

/** Under the node and no wider, so that nothing in it moves and nothing beside it is covered. In its own coordinates. */
function problemRect(brush: Brush, view: NodeView, complaint: Complaint): Rect {
  const width = view.layout.width / lettering(brush.zoom);
  const { message, remedy } = linesOf(brush, width, complaint);
  const height = (message.length + remedy.length) * lineHeight + 2 * padding - 2;
  return { x: 0, y: view.layout.height + 6, width, height };
}

function linesOf({ context }: Pick<Brush, 'context'>, width: number, complaint: Complaint) {
  const room = width - 2 * padding - 4;
  return {
    message: wrap(context, type.label, complaint.message, room, mostLines),
    remedy: complaint.remedy ? wrap(context, type.label, complaint.remedy, room, mostLines) : [],
  };
}

export function paintProblem(brush: Brush, view: NodeView, complaint: Complaint): void {
  const { context, theme } = brush;
  const rect = problemRect(brush, view, complaint);
  const { message, remedy } = linesOf(brush, rect.width, complaint);
  const colour = complaint.grave ? theme.error : theme.warning;
  context.save();
  context.translate(rect.x, rect.y);
  context.scale(lettering(brush.zoom), lettering(brush.zoom));
  const path = rounded(rect.width, rect.height, 6);
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
