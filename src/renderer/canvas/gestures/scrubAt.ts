import type { NodeView } from '../view/nodeView.ts';
import { animation } from '../view/pictures.ts';

/** How far along an animation the pointer is, 0..1. */
export function scrubAt(view: NodeView, x: number): number | undefined {
  const frame = view.layout.picture?.frame;
  if (!frame || !animation(view.pictures)) return undefined;
  return Math.min(1, Math.max(0, (x - view.rect.x - frame.x - 8) / (frame.width - 16)));
}
