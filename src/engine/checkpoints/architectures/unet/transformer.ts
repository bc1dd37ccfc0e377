import type { Value } from '../../../onnx/graph.ts';
import { add } from '../../../onnx/operators/arithmetic.ts';
import { attend } from '../../layers/attention.ts';
import { gatedFeedForward } from '../../layers/feedForward.ts';
import { linear } from '../../layers/linear.ts';
import { groupNorm, layerNorm } from '../../layers/normalisation.ts';
import { pixelsAsTokens, tokensAsPixels } from '../../layers/tokens.ts';
import type { Scope } from '../../network/scope.ts';

export interface TransformerShape {
  readonly width: number;
  readonly heads: number;
  readonly contextWidth: number;
  readonly groups: number;
}

/**
 * The pixels of [B, width, H, W] attend to each other and to the prompt [B, S, contextWidth], in `depth` layers (Rombach et al. 2022,
 * appendix E.2.1). Whether a checkpoint calls the projections around them linear or convolutions of one pixel makes no difference.
 */
export function spatialTransformer(
  scope: Scope,
  x: Value,
  context: Value,
  depth: number,
  shape: TransformerShape,
): Value {
  const { width, groups } = shape;
  const normed = groupNorm(scope.at('norm'), x, width, { groups, epsilon: 1e-6 });
  let tokens = linear(scope.at('proj_in'), pixelsAsTokens(normed, width), width, width);
  for (let layer = 0; layer < depth; layer++) {
    tokens = transformerLayer(scope.at('transformer_blocks', layer), tokens, context, shape);
  }
  return add(tokensAsPixels(linear(scope.at('proj_out'), tokens, width, width), x), x);
}

function transformerLayer(scope: Scope, tokens: Value, context: Value, shape: TransformerShape): Value {
  const { width, contextWidth } = shape;
  const normed = (name: string, x: Value) => layerNorm(scope.at(name), x, width, 1e-5);
  const itself = normed('norm1', tokens);
  const seen = add(tokens, attention(scope.at('attn1'), itself, itself, width, shape));
  const told = add(seen, attention(scope.at('attn2'), normed('norm2', seen), context, contextWidth, shape));
  return add(told, gatedFeedForward(scope.at('ff'), normed('norm3', told), width));
}

function attention(scope: Scope, x: Value, source: Value, sourceWidth: number, shape: TransformerShape): Value {
  const { width, heads: count } = shape;
  const queries = linear(scope.at('to_q'), x, width, width, { bias: false });
  const keys = linear(scope.at('to_k'), source, sourceWidth, width, { bias: false });
  const values = linear(scope.at('to_v'), source, sourceWidth, width, { bias: false });
  return linear(scope.at('to_out', 0), attend(queries, keys, values, { count, width }), width, width);
}
