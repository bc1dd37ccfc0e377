import { padWeights } from '../../../geometry/pad.ts';
import { padPoint } from '../../parameters/pad.ts';
import { type PadPlace, padInset } from '../view/layout.ts';
import type { NodeView } from '../view/nodeView.ts';
import type { Point, Rect } from '../view/rect.ts';
import { type Brush, saved } from './brush.ts';
import { rounded } from './shapes.ts';

const radius = 5;

/** The corners as they are seen, in the order of their weights. */
function cornersOf({ width, height }: Rect): readonly Point[] {
  const [right, bottom] = [width - padInset, height - padInset];
  return [
    [padInset, padInset],
    [right, padInset],
    [padInset, bottom],
    [right, bottom],
  ];
}

function dot({ context }: Brush, [x, y]: Point, size: number): void {
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fill();
}

/** Threads from the handle to the corners, as strong as the share of each. */
function paintThreads(brush: Brush, handle: Point, corners: readonly Point[], weights: readonly number[]): void {
  const { context } = brush;
  const alpha = context.globalAlpha;
  corners.forEach((corner, index) => {
    const weight = weights[index] ?? 0;
    context.globalAlpha = alpha * (0.25 + 0.75 * weight);
    context.beginPath();
    context.moveTo(...handle);
    context.lineTo(...corner);
    context.stroke();
    dot(brush, corner, 2 + 3 * Math.sqrt(weight));
  });
  context.globalAlpha = alpha;
}

/** A pad in the node's own coordinates: its corners, and where between them the node is. */
export function paintPad(brush: Brush, view: NodeView, { axes, rect }: PadPlace, tint: string): void {
  const { context, theme } = brush;
  const [right, up] = padPoint(axes, view.node.parameters);
  const handle: Point = [
    padInset + right * (rect.width - 2 * padInset),
    padInset + (1 - up) * (rect.height - 2 * padInset),
  ];
  const isDriven = view.wired.inputs.has(axes.right.name) || view.wired.inputs.has(axes.up.name);
  saved(context, () => {
    context.translate(rect.x, rect.y);
    const field = rounded(rect.width, rect.height, radius);
    context.fillStyle = theme.field;
    context.fill(field);
    context.lineWidth = 1;
    context.strokeStyle = theme.line;
    context.stroke(field);
    if (isDriven) context.globalAlpha *= 0.4;
    context.strokeStyle = tint;
    context.fillStyle = tint;
    paintThreads(brush, handle, cornersOf(rect), padWeights(right, up));
    context.fillStyle = theme.field;
    dot(brush, handle, 8);
    context.fillStyle = theme.text;
    dot(brush, handle, 6);
  });
}
