import type { Value } from '../../../onnx/graph.ts';
import { gelu, quickGelu } from '../../../onnx/operators/activations.ts';
import { add, atLeast, choose, equal, subtract } from '../../../onnx/operators/arithmetic.ts';
import { floats, wholeScalar } from '../../../onnx/operators/constants.ts';
import { cast, entryOfEach, first, indexOfLargest, lengths, rowsAt, withAxes } from '../../../onnx/operators/shapes.ts';
import { attend } from '../../layers/attention.ts';
import { linear } from '../../layers/linear.ts';
import { layerNorm } from '../../layers/normalisation.ts';
import type { Scope } from '../../network/scope.ts';
import type { ClipTextConfig } from './clipTextConfig.ts';

/** The input for vectors that stand for words of their own: ids beyond the vocabulary count its rows. [count, width] */
export const embeddingInput = 'embedding_vectors';

export interface ClipText {
  /** What each layer got, and last what the last one gave: [B, S, width] each. */
  readonly hiddenStates: readonly Value[];
  readonly lastHiddenState: Value;
  /** The state at the end of the text, [B, width]. */
  readonly pooled: Value;
}

/** The text transformer of CLIP (Radford et al. 2021): token ids [B, S], and vectors for those beyond the vocabulary. */
export function clipText(scope: Scope, ids: Value, vectors: Value, config: ClipTextConfig): ClipText {
  const { hidden_size: width, layer_norm_eps: epsilon } = config;
  const count = lengths(ids, 1, 2);
  const mask = causalMask(scope, count, config);
  const read = { ids, vectors, ...ownWords(ids, config) };
  const hiddenStates = [embed(scope.at('embeddings'), read, count, config)];
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const state = hiddenStates.at(-1) as Value;
    hiddenStates.push(encoderLayer(scope.at('encoder', 'layers', layer), state, mask, config));
  }
  const lastHiddenState = layerNorm(scope.at('final_layer_norm'), hiddenStates.at(-1) as Value, width, epsilon);
  return { hiddenStates, lastHiddenState, pooled: entryOfEach(lastHiddenState, endOfText(read.words, config)) };
}

interface ReadTokens {
  readonly ids: Value;
  readonly vectors: Value;
  /** The ids with 0 for those beyond the vocabulary, which are no end of a text either. */
  readonly words: Value;
  /** Which are beyond it. */
  readonly beyond: Value;
}

function ownWords(ids: Value, { vocab_size }: ClipTextConfig): Pick<ReadTokens, 'words' | 'beyond'> {
  const { graph } = ids;
  const beyond = atLeast(ids, wholeScalar(graph, vocab_size));
  return { beyond, words: choose(beyond, wholeScalar(graph, 0), ids) };
}

function embed(scope: Scope, { ids, vectors, words, beyond }: ReadTokens, count: Value, config: ClipTextConfig): Value {
  const { vocab_size, max_position_embeddings, hidden_size } = config;
  const tokens = scope.at('token_embedding').weight('weight', [vocab_size, hidden_size]);
  const positions = scope.at('position_embedding').weight('weight', [max_position_embeddings, hidden_size]);
  const { graph } = ids;
  const rows = choose(beyond, subtract(ids, wholeScalar(graph, vocab_size)), wholeScalar(graph, 0));
  const embedded = choose(withAxes(beyond, [-1]), rowsAt(vectors, rows), rowsAt(tokens, words));
  return add(embedded, first(positions, count, 0));
}

/** [1, 1, S, S]: each token sees itself and those before it, 0 there and the lowest float32 elsewhere. */
function causalMask(scope: Scope, count: Value, { max_position_embeddings: longest }: ClipTextConfig): Value {
  const lowest = -3.4028234663852886e38;
  const all = Array.from({ length: longest * longest }, (_, i) => (i % longest > Math.floor(i / longest) ? lowest : 0));
  return first(first(floats(scope.graph, [1, 1, longest, longest], all), count, 2), count, 3);
}

function encoderLayer(scope: Scope, x: Value, mask: Value, config: ClipTextConfig): Value {
  const { hidden_size: width, layer_norm_eps: epsilon } = config;
  const normed = layerNorm(scope.at('layer_norm1'), x, width, epsilon);
  const attended = add(x, selfAttention(scope.at('self_attn'), normed, mask, config));
  return add(
    attended,
    feedForward(scope.at('mlp'), layerNorm(scope.at('layer_norm2'), attended, width, epsilon), config),
  );
}

function selfAttention(scope: Scope, x: Value, mask: Value, config: ClipTextConfig): Value {
  const { hidden_size: width, num_attention_heads: count } = config;
  const project = (name: string) => linear(scope.at(name), x, width, width);
  const attended = attend(project('q_proj'), project('k_proj'), project('v_proj'), { count, width }, { bias: mask });
  return linear(scope.at('out_proj'), attended, width, width);
}

function feedForward(scope: Scope, x: Value, config: ClipTextConfig): Value {
  const { hidden_size: width, intermediate_size: inner } = config;
  const activation = config.hidden_act === 'gelu' ? gelu : quickGelu;
  return linear(scope.at('fc2'), activation(linear(scope.at('fc1'), x, width, inner)), inner, width);
}

/**
 * Where the text ends. The first configurations of CLIP name a wrong end token, 2; for them it is the largest id, as in transformers.
 */
function endOfText(ids: Value, { eos_token_id: end }: ClipTextConfig): Value {
  const isEnd = end === 2 ? ids : equal(ids, wholeScalar(ids.graph, end));
  return indexOfLargest(cast(isEnd, 'int32'));
}
