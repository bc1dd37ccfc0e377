import { titleGround } from '../../theme/titleGround.ts';
import type { BoxView } from '../view/boxView.ts';
import type { WireView } from '../view/wireView.ts';
import { type Brush, hairline, saved } from './brush.ts';
import { detailZoom, lettering } from './levels.ts';
import { groupHeader, isTitled, paintGroupFold, paintGroupTitle } from './paintGroup.ts';
import { paintHatch } from './paintNode.ts';
import { rounded } from './shapes.ts';
import { type, write } from './text.ts';

const radius = 10;

/** "5 nodes, bypassed" */
export function boxWords({ nodes, status, isBypassed }: BoxView): string {
  const count = nodes.size === 1 ? '1 node' : `${nodes.size} nodes`;
  const more = status ?? (isBypassed ? 'bypassed' : undefined);
  return more === undefined ? count : `${count}, ${more}`;
}

function ringColour({ theme }: Brush, { status }: BoxView, selected: boolean): string | undefined {
  if (selected) return theme.focus;
  if (status === undefined) return undefined;
  return status === 'failed' ? theme.error : theme.running;
}

/** A collapsed group: one box with its title and what is in it. */
export function paintBox(brush: Brush, box: BoxView, selected: boolean): void {
  const { context, theme } = brush;
  const { x, y, width, height } = box.rect;
  saved(context, () => {
    context.translate(x, y);
    const outline = rounded(width, height, radius);
    context.fillStyle = titleGround(theme, box.group.color);
    context.fill(outline);
    // Under the words, and without paling them: they are to be read.
    if (box.isBypassed) saved(context, () => paintHatch(brush, box.rect));
    const ring = ringColour(brush, box, selected);
    context.lineWidth = Math.max(ring ? 1.5 : 1, hairline(brush) * (ring ? 1.5 : 1));
    context.strokeStyle = ring ?? box.group.color ?? theme.line;
    context.stroke(outline);
    if (isTitled(brush, width)) paintGroupTitle(brush, box.group.title, width, theme.text);
    if (brush.zoom < detailZoom) return;
    paintGroupFold(brush, width, theme.text, true);
    context.font = type.label;
    context.fillStyle = box.group.color === undefined ? theme.muted : theme.text;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    write(context, boxWords(box), 14, (groupHeader + height) / 2 - 1, lettering(brush.zoom));
  });
}

/** Where wires meet the edges of boxes. */
export function paintBoxPorts(brush: Brush, wires: readonly WireView[], boxOf: ReadonlyMap<string, BoxView>): void {
  if (boxOf.size === 0 || brush.zoom < detailZoom) return;
  const { context, theme } = brush;
  for (const { from, to, type: carried, start, end } of wires) {
    const points = [...(boxOf.has(from.node) ? [start] : []), ...(boxOf.has(to.node) ? [end] : [])];
    for (const [x, y] of points) {
      context.beginPath();
      context.arc(x, y, 4, 0, 2 * Math.PI);
      context.fillStyle = theme.wires[carried];
      context.fill();
    }
  }
}
