import type { Value } from '../graph.ts';
import { floats } from './constants.ts';
import { concatenate, lengths } from './shapes.ts';

export interface Window {
  readonly stride?: number;
  /** Zeros around the picture: everywhere, or on top, left, bottom, right. */
  readonly padding?: number | readonly [top: number, left: number, bottom: number, right: number];
}

/** Convolution of [B, C, H, W] with a kernel [C', C, kh, kw] and a bias [C']. */
export function convolution(x: Value, kernel: Value, bias: Value | undefined, window: Window = {}): Value {
  const { stride = 1, padding = 0 } = window;
  const pads = typeof padding === 'number' ? [padding, padding, padding, padding] : padding;
  return x.graph.node('Conv', [x, kernel, bias], { strides: [stride, stride], pads });
}

/** Each pixel of [B, C, H, W] four times: [B, C, 2H, 2W]. */
export function doubled(x: Value): Value {
  const scales = floats(x.graph, [4], [1, 1, 2, 2]);
  return x.graph.node('Resize', [x, undefined, scales], nearest);
}

/** The nearest pixel of [B, C, H, W] at the height and width of another picture. */
export function resizedLike(x: Value, other: Value): Value {
  const shape = concatenate([lengths(x, 0, 2), lengths(other, 2, 4)], 0);
  return x.graph.node('Resize', [x, undefined, undefined, shape], nearest);
}

const nearest = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
