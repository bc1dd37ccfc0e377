import type { WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { type Brush, saved } from './brush.ts';
import { detailZoom, namesZoom } from './levels.ts';
import { rounded } from './shapes.ts';
import { ellipsis, type } from './text.ts';

export const groupHeader = 30;
export const groupCorner = 16;

/** Titles keep at least this size on the screen, as names of nodes do. CSS pixels. */
const titleSize = 10.5;

function paintTitle({ context, theme, zoom }: Brush, group: WorkflowGroup): void {
  const scale = Math.max(1, titleSize / 12 / zoom);
  const title = ellipsis(context, type.title, group.title, (group.size[0] - 28) / scale);
  saved(context, () => {
    context.translate(14, groupHeader / 2 + 2);
    context.scale(scale, scale);
    context.font = type.title;
    context.fillStyle = theme.muted;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(title, 0, 0);
  });
}

function paintCorner({ context, theme }: Brush, [width, height]: readonly [number, number]): void {
  context.strokeStyle = theme.muted;
  context.globalAlpha = 0.5;
  context.beginPath();
  context.moveTo(width - 5, height - 12);
  context.lineTo(width - 12, height - 5);
  context.stroke();
}

/** A tinted area behind the nodes with its title at the top. */
export function paintGroup(brush: Brush, group: WorkflowGroup): void {
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
    context.globalAlpha = 1;
    if (brush.zoom >= namesZoom) paintTitle(brush, group);
    if (brush.zoom >= detailZoom) paintCorner(brush, group.size);
  });
}
