import type { Value } from '../../../onnx/graph.ts';
import { relu, tanhGelu } from '../../../onnx/operators/activations.ts';
import { add, clip, multiply, subtract } from '../../../onnx/operators/arithmetic.ts';
import { wholeScalar, wholes } from '../../../onnx/operators/constants.ts';
import { asScalar, countingTo, lengths, rowsAt, transpose, withAxes } from '../../../onnx/operators/shapes.ts';
import { attend } from '../../layers/attention.ts';
import { linear } from '../../layers/linear.ts';
import { rmsNorm } from '../../layers/normalisation.ts';
import { residual } from '../../layers/residual.ts';
import type { Scope } from '../../network/scope.ts';
import { relativeBuckets } from './relativeBuckets.ts';
import type { T5Config } from './t5Config.ts';

export interface T5Inputs {
  /** [B, S] */
  readonly ids: Value;
  /** 1 for tokens that are read and 0 for others, [B, S], or [1, 1] for all. */
  readonly mask: Value;
}

/** The encoder of T5 (Raffel et al. 2020): tokens to hidden states [B, S, d_model]. */
export function t5Encoder(scope: Scope, { ids, mask }: T5Inputs, config: T5Config): Value {
  const { d_model: width, vocab_size, num_layers } = config;
  const blocks = scope.at('encoder', 'block');
  const positions = positionBias(blocks.at(0, 'layer', 0, 'SelfAttention', 'relative_attention_bias'), ids, config);
  const unread = scope.graph.inSingle(() => add(mask, -1));
  const bias = add(positions, withAxes(multiply(unread, hidden), [1, 2]));
  let x = rowsAt(scope.at('shared').weight('weight', [vocab_size, width]), ids);
  for (let block = 0; block < num_layers; block++) {
    const [attention, forward] = [blocks.at(block, 'layer', 0), blocks.at(block, 'layer', 1)];
    const normed = (layer: Scope) => wideNorm(layer.at('layer_norm'), x, config);
    x = residual(x, selfAttention(attention.at('SelfAttention'), normed(attention), bias, config));
    x = residual(x, feedForward(forward.at('DenseReluDense'), normed(forward), config));
  }
  return wideNorm(scope.at('encoder', 'final_layer_norm'), x, config);
}

function wideNorm(scope: Scope, x: Value, { d_model: width, layer_norm_epsilon: epsilon }: T5Config): Value {
  return x.graph.inSingle(() => rmsNorm(scope, x, width, epsilon));
}

/** Taken from the score of a token that is not read: of its share nothing is left, and float16 holds it. */
const hidden = 10_000;

/** What is added to the scores of a query and a key by how far they are apart: [1, heads, S, S]. All layers share it. */
function positionBias(scope: Scope, ids: Value, config: T5Config): Value {
  const { relative_attention_num_buckets: buckets, relative_attention_max_distance: longest, num_heads } = config;
  const { graph } = scope;
  const byBucket = scope.weight('weight', [buckets, num_heads]);
  const byDistance = rowsAt(byBucket, wholes(graph, relativeBuckets(buckets, longest)));
  const positions = countingTo(asScalar(lengths(ids, 1, 2)));
  const distances = subtract(withAxes(positions, [0]), withAxes(positions, [1]));
  const near = clip(distances, wholeScalar(graph, -longest), wholeScalar(graph, longest));
  const biases = rowsAt(byDistance, add(near, wholeScalar(graph, longest)));
  return withAxes(transpose(biases, [2, 0, 1]), [0]);
}

/** The products of queries and keys are not scaled. */
function selfAttention(scope: Scope, x: Value, bias: Value, config: T5Config): Value {
  const { d_model, d_kv, num_heads: count } = config;
  const width = count * d_kv;
  const project = (name: string) => linear(scope.at(name), x, d_model, width, { bias: false });
  const attended = attend(project('q'), project('k'), project('v'), { count, width }, { bias, scale: 1 });
  return linear(scope.at('o'), attended, width, d_model, { bias: false });
}

/** By how much the last product may go beyond float16, as it does in T5 XXL: transformers keeps its weights in float32 for that. */
const room = 64;

function feedForward(scope: Scope, x: Value, { d_model, d_ff, feed_forward_proj }: T5Config): Value {
  const widened = (name: string) => linear(scope.at(name), x, d_model, d_ff, { bias: false });
  const inner =
    feed_forward_proj === 'gated-gelu' ? multiply(tanhGelu(widened('wi_0')), widened('wi_1')) : relu(widened('wi'));
  const small = linear(scope.at('wo'), multiply(inner, 1 / room), d_ff, d_model, { bias: false });
  return x.graph.inSingle(() => multiply(small, room));
}
