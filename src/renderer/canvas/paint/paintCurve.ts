import { type CurveSpan, curveLine, curveRange, keyFramesIn, placeInPlane } from '../../parameters/curve.ts';
import type { PadPoint } from '../../parameters/pad.ts';
import type { Rect } from '../view/rect.ts';
import type { Brush } from './brush.ts';

const inset = 7;

/** A curve in a field of the node, from its first key frame to its last, which are dots on it. */
export function paintCurve(
  { context, theme }: Brush,
  { width, height }: Rect,
  { value, tint }: { readonly value: unknown; readonly tint: string },
): void {
  const keys = keyFramesIn(value);
  const [first, last] = [keys[0]?.at ?? 0, keys.at(-1)?.at ?? 1];
  const span: CurveSpan = { from: first, to: last > first ? last : first + 1, step: 1, timing: 'frames' };
  const range = curveRange(keys);
  const spot = ([right, up]: PadPoint) =>
    [inset + right * (width - 2 * inset), inset + (1 - up) * (height - 2 * inset)] as const;
  context.strokeStyle = tint;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.beginPath();
  for (const point of curveLine(keys, span, range, 60)) context.lineTo(...spot(point));
  context.stroke();
  context.fillStyle = theme.text;
  for (const key of keys) {
    context.beginPath();
    context.arc(...spot(placeInPlane(key, span, range)), 2.2, 0, 2 * Math.PI);
    context.fill();
  }
}
