import type { LatentsSummary } from '../../../graph/summary.ts';
import type { PortPlace } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Brush } from './brush.ts';
import { rounded } from './shapes.ts';
import { textWidth, type } from './text.ts';

export interface Badge {
  readonly place: PortPlace;
  readonly summary: LatentsSummary;
}

/** The latents that flow out of a node, as far as a run has told. */
export function badgesOf(view: NodeView): readonly Badge[] {
  const outputs = view.state?.outputs;
  if (!outputs || view.node.mode !== 'on') return [];
  return view.layout.outputs.flatMap((place) => {
    const summary = Object.hasOwn(outputs, place.port.name) ? outputs[place.port.name]?.latents : undefined;
    return summary && view.wired.outputs.has(place.port.name) ? [{ place, summary }] : [];
  });
}

const height = 18;
const inset = 7;
const gap = 5;

function normText(summary: LatentsSummary): string {
  return `${summary.norm.toFixed(2)} \u221ad`;
}

const offset = 9;

/** Texts of the pill that there is room for; what is odd is shown in any case. */
function partsThatFit({ context }: Brush, { summary }: Badge, room: number): readonly string[] {
  const whole = [summary.level, normText(summary)];
  const fits = (parts: readonly string[]) => offset + widthOf(context, parts) <= room;
  if (summary.warning !== undefined || fits(whole)) return whole;
  return fits([summary.level]) ? [summary.level] : [];
}

function widthOf(context: CanvasRenderingContext2D, parts: readonly string[]): number {
  const texts = parts.reduce((sum, part) => sum + textWidth(context, type.small, part), 0);
  return Math.round(texts + gap * (parts.length - 1) + 2 * inset);
}

/**
 * A pill at the wire's start, in the node's own coordinates.
 * @param room graph units from the port to what stands in the way.
 */
export function paintBadge(brush: Brush, badge: Badge, room: number): void {
  const { context, theme } = brush;
  const parts = partsThatFit(brush, badge, room);
  if (parts.length === 0) return;
  const odd = badge.summary.warning !== undefined;
  const path = rounded(widthOf(context, parts), height, height / 2);
  context.save();
  context.translate(badge.place.x + offset, badge.place.y - height / 2);
  context.fillStyle = theme.raised;
  context.fill(path);
  context.lineWidth = 1;
  context.strokeStyle = odd ? theme.warning : theme.line;
  context.stroke(path);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  let x = inset;
  parts.forEach((part, index) => {
    context.fillStyle = odd ? theme.warning : index === 0 ? theme.text : theme.muted;
    const width = textWidth(context, type.small, part);
    context.font = type.small;
    context.fillText(part, x, height / 2 + 0.5);
    x += width + gap;
  });
  context.restore();
}
