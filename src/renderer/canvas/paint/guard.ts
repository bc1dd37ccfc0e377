import { texts } from '../../text/texts.ts';
import type { NodeView } from '../view/nodeView.ts';
import { type Brush, saved } from './brush.ts';
import { ellipsis, type } from './text.ts';

const faults = new WeakMap<NodeView, string>();

function paintFault(brush: Brush, view: NodeView, fault: string): void {
  const { context, theme } = brush;
  const { x, y, width, height } = view.rect;
  context.fillStyle = theme.panel;
  context.fillRect(x, y, width, height);
  context.strokeStyle = theme.error;
  context.lineWidth = 1.5;
  context.strokeRect(x, y, width, height);
  context.fillStyle = theme.error;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const text = ellipsis(context, type.label, texts.canvas.cannotBeDrawn(fault), width - 20);
  context.font = type.label;
  context.fillText(text, x + 10, y + 13);
}

/**
 * Paints one node; when that throws, the node says so and everything else is painted as ever. A node that failed is
 * not tried again until it changes.
 */
export function paintGuarded(brush: Brush, view: NodeView, paint: () => void): void {
  const known = faults.get(view);
  if (known !== undefined) {
    saved(brush.context, () => paintFault(brush, view, known));
    return;
  }
  try {
    saved(brush.context, paint);
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    faults.set(view, fault);
    console.error(`Node ${view.id} cannot be drawn`, error);
    saved(brush.context, () => paintFault(brush, view, fault));
  }
}
