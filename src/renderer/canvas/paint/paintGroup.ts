import type { WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { type Brush, saved } from './brush.ts';
import { rounded } from './shapes.ts';
import { ellipsis, type } from './text.ts';

export const groupHeader = 30;
export const groupCorner = 16;

/** A tinted area behind the nodes with its title at the top. */
export function paintGroup(brush: Brush, group: WorkflowGroup, plain: boolean): void {
  const { context, theme } = brush;
  const [width, height] = group.size;
  const colour = group.color ?? theme.muted;
  saved(context, () => {
    context.translate(group.position[0], group.position[1]);
    const outline = rounded(width, height, 10);
    context.globalAlpha = 0.07;
    context.fillStyle = colour;
    context.fill(outline);
    context.globalAlpha = 0.4;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.stroke(outline);
    if (plain) return;
    context.globalAlpha = 1;
    const title = ellipsis(context, type.title, group.title, width - 28);
    context.font = type.title;
    context.fillStyle = theme.muted;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(title, 14, groupHeader / 2 + 2);
    context.strokeStyle = theme.muted;
    context.globalAlpha = 0.5;
    context.beginPath();
    context.moveTo(width - 5, height - 12);
    context.lineTo(width - 12, height - 5);
    context.stroke();
  });
}
