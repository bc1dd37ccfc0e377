import type { Value } from '../graph.ts';
import { float } from '../onnxModel.ts';
import { add, multiply } from './arithmetic.ts';
import { floats } from './constants.ts';
import { lengths, reshape } from './shapes.ts';

/** Mean 0 and variance 1 over the last axis, then scale and bias [C] (Ba, Kiros and Hinton 2016). */
export function layerNormalisation(x: Value, scale: Value, bias: Value | undefined, epsilon: number): Value {
  return x.graph.node('LayerNormalization', [x, scale, bias], { axis: -1, epsilon: float(epsilon) });
}

/** Divided by the root of the mean square over the last axis, then scaled [C] (Zhang and Sennrich 2019). */
export function rootMeanSquareNormalisation(x: Value, scale: Value, epsilon: number): Value {
  return x.graph.node('SimplifiedLayerNormalization', [x, scale], { axis: -1, epsilon: float(epsilon) });
}

/** Mean 0 and variance 1 over each group of channels of [B, C, H, W], then scale and bias [C, 1, 1] (Wu and He 2018). */
export function groupNormalisation(x: Value, groups: number, scale: Value, bias: Value, epsilon: number): Value {
  const one = floats(x.graph, [groups], Array(groups).fill(1));
  const zero = floats(x.graph, [groups], Array(groups).fill(0));
  const grouped = reshape(x, [0, groups, -1]);
  const normal = x.graph.node('InstanceNormalization', [grouped, one, zero], { epsilon: float(epsilon) });
  return add(multiply(reshape(normal, lengths(x, 0)), scale), bias);
}
