import type { WorkflowGroup } from '../../../graph/workflow/schema.ts';
import { type Brush, hairline, saved } from './brush.ts';
import { detailZoom, namesZoom } from './levels.ts';
import { rounded } from './shapes.ts';
import { ellipsis, type, write } from './text.ts';

export const groupHeader = 30;
export const groupCorner = 16;
/** At the right end of the header, what collapses and opens. */
export const groupFold = 28;

/** Titles keep this size on the screen, as names of nodes do. CSS pixels. */
const titleSize = 10.5;

/** From afar, a group narrower than this has no title. CSS pixels. */
const leastTitled = 60;

/** Whether a title can be read, of a group so wide. */
export function isTitled({ zoom }: Brush, width: number): boolean {
  return zoom >= namesZoom || width * zoom >= leastTitled;
}

/** All titles of groups are of one size, and cut where they do not fit. */
export function paintGroupTitle(brush: Brush, title: string, width: number, colour: string): void {
  const { context, zoom } = brush;
  const scale = Math.max(1, titleSize / 12 / zoom);
  const room = width - 14 - (zoom >= detailZoom ? groupFold : 14);
  const text = ellipsis(context, type.title, title, room / scale + 0.5);
  context.font = type.title;
  context.fillStyle = colour;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  write(context, text, 14, groupHeader / 2 + 2, scale);
}

/** Points down while the group is open, right while it is collapsed. */
export function paintGroupFold({ context }: Brush, width: number, colour: string, collapsed: boolean): void {
  saved(context, () => {
    context.translate(width - groupFold / 2, groupHeader / 2 + 1);
    if (collapsed) context.rotate(-Math.PI / 2);
    context.strokeStyle = colour;
    context.lineWidth = 1.4;
    context.beginPath();
    context.moveTo(-3.6, -1.8);
    context.lineTo(0, 1.8);
    context.lineTo(3.6, -1.8);
    context.stroke();
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
export function paintGroup(brush: Brush, group: WorkflowGroup, selected: boolean): void {
  const { context, theme } = brush;
  const [width, height] = group.size;
  const colour = group.color ?? theme.muted;
  saved(context, () => {
    context.translate(group.position[0], group.position[1]);
    const outline = rounded(width, height, 10);
    context.globalAlpha = 0.07;
    context.fillStyle = colour;
    context.fill(outline);
    context.globalAlpha = selected ? 1 : 0.4;
    context.strokeStyle = selected ? theme.focus : colour;
    context.lineWidth = selected ? Math.max(1.5, hairline(brush)) : 1;
    context.stroke(outline);
    context.globalAlpha = 1;
    if (isTitled(brush, width)) paintGroupTitle(brush, group.title, width, theme.muted);
    if (brush.zoom < detailZoom) return;
    paintGroupFold(brush, width, theme.muted, false);
    paintCorner(brush, group.size);
  });
}
