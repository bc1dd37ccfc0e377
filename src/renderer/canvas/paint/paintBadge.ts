import type { LatentsSummary } from '../../../graph/summary.ts';
import type { PortPlace } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Rect } from '../view/rect.ts';
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
  if (!outputs) return [];
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

/** At the wire's start, in the node's own coordinates. */
export function badgeRect({ context }: Pick<Brush, 'context'>, badge: Badge): Rect {
  const level = textWidth(context, type.small, badge.summary.level);
  const norm = textWidth(context, type.small, normText(badge.summary));
  return { x: badge.place.x + 9, y: badge.place.y - height / 2, width: level + norm + gap + 2 * inset, height };
}

export function paintBadge(brush: Brush, badge: Badge): void {
  const { context, theme } = brush;
  const rect = badgeRect(brush, badge);
  const odd = badge.summary.warning !== undefined;
  const path = rounded(Math.round(rect.width * 2) / 2, height, height / 2);
  context.save();
  context.translate(rect.x, rect.y);
  context.fillStyle = theme.raised;
  context.fill(path);
  context.lineWidth = 1;
  context.strokeStyle = odd ? theme.warning : theme.line;
  context.stroke(path);
  context.font = type.small;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = odd ? theme.warning : theme.text;
  context.fillText(badge.summary.level, inset, height / 2 + 0.5);
  context.fillStyle = odd ? theme.warning : theme.muted;
  const level = textWidth(context, type.small, badge.summary.level);
  context.font = type.small;
  context.fillText(normText(badge.summary), inset + level + gap, height / 2 + 0.5);
  context.restore();
}
