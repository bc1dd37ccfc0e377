import type { Value } from '../../onnx/graph.ts';
import { floats } from '../../onnx/operators/constants.ts';
import {
  groupNormalisation,
  layerNormalisation,
  rootMeanSquareNormalisation,
} from '../../onnx/operators/normalisation.ts';
import type { Scope } from '../network/scope.ts';

export interface Groups {
  readonly groups: number;
  readonly epsilon: number;
}

/** Of [B, channels, H, W]. */
export function groupNorm(scope: Scope, x: Value, channels: number, { groups, epsilon }: Groups): Value {
  const perChannel = { as: [channels, 1, 1] };
  const scale = scope.weight('weight', [channels], perChannel);
  const bias = scope.weight('bias', [channels], perChannel);
  return groupNormalisation(x, groups, scale, bias, epsilon);
}

/** Of [..., width]. */
export function layerNorm(scope: Scope, x: Value, width: number, epsilon: number): Value {
  return layerNormalisation(x, scope.weight('weight', [width]), scope.weight('bias', [width]), epsilon);
}

/** Of [..., width], with a scale only. */
export function rmsNorm(scope: Scope, x: Value, width: number, epsilon: number): Value {
  return rootMeanSquareNormalisation(x, scope.weight('weight', [width]), epsilon);
}

/** Of [..., width], without weights; in float32, as what it reads is. */
export function plainNorm(x: Value, width: number): Value {
  return x.graph.inSingle(() => layerNormalisation(x, floats(x.graph, [width], Array(width).fill(1)), undefined, 1e-6));
}
