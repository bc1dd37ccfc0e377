import type { WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { type Brush, saved } from './brush.ts';
import { detailZoom, namesZoom } from './levels.ts';
import { rounded } from './shapes.ts';
import { ellipsis, textWidth, type, write } from './text.ts';

export const groupHeader = 30;
export const groupCorner = 16;

/** Titles keep this size on the screen, as names of nodes do, or a smaller one before they are cut. CSS pixels. */
const titleSize = 10.5;
const leastTitleSize = 7;

/** From afar, a group narrower than this has no title. CSS pixels. */
const leastTitled = 60;

/** How much larger than life the title is written. */
function titleScale({ context, zoom }: Brush, title: string, room: number): number {
  const wished = Math.max(1, titleSize / 12 / zoom);
  const least = Math.max(1, leastTitleSize / 12 / zoom);
  return Math.min(wished, Math.max(least, room / textWidth(context, type.title, title)));
}

function paintTitle(brush: Brush, group: WorkflowGroup): void {
  const { context, theme } = brush;
  const room = group.size[0] - 28;
  const scale = titleScale(brush, group.title, room);
  const title = ellipsis(context, type.title, group.title, room / scale + 0.5);
  context.font = type.title;
  context.fillStyle = theme.muted;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  write(context, title, 14, groupHeader / 2 + 2, scale);
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
    if (brush.zoom >= namesZoom || width * brush.zoom >= leastTitled) paintTitle(brush, group);
    if (brush.zoom >= detailZoom) paintCorner(brush, group.size);
  });
}
