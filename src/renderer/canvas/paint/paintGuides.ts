import type { Guide } from '../view/guides.ts';
import { type Brush, hairline } from './brush.ts';

/** Beyond what lies on it, a line goes on a little. CSS pixels. */
const beyond = 8;

/** The lines on which edges and middles lie that are dragged. */
export function paintGuides(brush: Brush, guides: readonly Guide[]): void {
  if (guides.length === 0) return;
  const { context, theme, zoom } = brush;
  context.strokeStyle = theme.running;
  context.lineWidth = hairline(brush);
  context.beginPath();
  for (const { axis, at, from, to } of guides) {
    const [start, end] = [from - beyond / zoom, to + beyond / zoom];
    context.moveTo(...(axis === 0 ? ([at, start] as const) : ([start, at] as const)));
    context.lineTo(...(axis === 0 ? ([at, end] as const) : ([end, at] as const)));
  }
  context.stroke();
}
