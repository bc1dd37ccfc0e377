import type { Value } from '../../onnx/graph.ts';
import { lengths, reshape, transpose } from '../../onnx/operators/shapes.ts';

/** The pixels of [B, C, H, W] as a sequence [B, H·W, C]. */
export function pixelsAsTokens(x: Value, channels: number): Value {
  return transpose(reshape(x, [0, channels, -1]), [0, 2, 1]);
}

/** A sequence [B, H·W, C] as a picture of the shape of `like`. */
export function tokensAsPixels(tokens: Value, like: Value): Value {
  return reshape(transpose(tokens, [0, 2, 1]), lengths(like, 0));
}
