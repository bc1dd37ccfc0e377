import type { Value } from '../../../onnx/graph.ts';
import { tanhGelu } from '../../../onnx/operators/activations.ts';
import { multiply } from '../../../onnx/operators/arithmetic.ts';
import { concatenate } from '../../../onnx/operators/shapes.ts';
import { type AttentionKind, attendTo, projections } from '../../layers/headAttention.ts';
import { linear } from '../../layers/linear.ts';
import { modulated, modulation } from '../../layers/modulation.ts';
import { residual } from '../../layers/residual.ts';
import type { Scope } from '../../network/scope.ts';

/** Attention and feed-forward side by side (Dehghani et al. 2023) over prompt and picture as one sequence [B, S + N, width]. */
export function singleBlock(scope: Scope, x: Value, told: Value, kind: AttentionKind): Value {
  const { width } = kind.heads;
  const inner = 4 * width;
  const [shift, scale, gate] = modulation(scope.at('norm', 'linear'), told, width, 3) as [Value, Value, Value];
  const normed = modulated(x, width, scale, shift);
  const attended = attendTo(projections(scope.at('attn'), normed, kind), kind);
  const forward = tanhGelu(linear(scope.at('proj_mlp'), normed, width, inner));
  const both = linear(scope.at('proj_out'), concatenate([attended, forward], 2), width + inner, width);
  return residual(x, multiply(gate, both));
}
