import { zeros } from '../../../../tensor/tensor.ts';
import type { Graph, Value } from '../../../onnx/graph.ts';
import type { Adapter } from '../../adapter.ts';
import type { BuiltNetwork } from '../../builtNetwork.ts';
import { linear } from '../../layers/linear.ts';
import { buildNetwork } from '../../network/buildNetwork.ts';
import type { WeightTable } from '../../weights.ts';
import type { Config } from '../config.ts';
import { type ClipText, clipText, embeddingInput } from './clipText.ts';
import { readClipTextConfig } from './clipTextConfig.ts';

export interface ClipTextOptions {
  /** Whether it is a CLIPTextModelWithProjection. */
  readonly projection?: boolean;
  readonly adapters?: readonly Adapter[];
}

/**
 * transformers' CLIPTextModel: `input_ids` int64 [B, S] and `embedding_vectors` [count, width] for the ids beyond its vocabulary to `last_hidden_state` and `hidden_states.0` ... `hidden_states.N` [B, S, width] and
 * `pooler_output` [B, width]; with projection `text_embeds` [B, projection] instead of the last.
 * @throws ArcspaceError
 */
export function buildClipText(weights: WeightTable, config: Config, options: ClipTextOptions = {}): BuiltNetwork {
  const { projection = false, adapters = [] } = options;
  const read = readClipTextConfig(config);
  const { hidden_size: width, projection_dim: projected } = read;
  const network = buildNetwork({ weights, adapters, ignores: isPositions, halves: true }, (scope) => {
    const ids = scope.graph.input({ name: 'input_ids', type: 'int64', shape: ['batch_size', 'sequence_length'] });
    const vectors = scope.graph.input({ name: embeddingInput, type: 'float32', shape: ['embedding_count', width] });
    const text = clipText(scope.at('text_model'), ids, vectors, read);
    const embeds = projection && linear(scope.at('text_projection'), text.pooled, width, projected, { bias: false });
    if (embeds) wholeText(scope.graph, 'text_embeds', embeds, projected);
    statesOf(scope.graph, text, width);
    if (!embeds) wholeText(scope.graph, 'pooler_output', text.pooled, width);
  });
  return { ...network, defaults: { [embeddingInput]: zeros([1, width]) } };
}

function wholeText(graph: Graph, name: string, value: Value, width: number): void {
  graph.output(value, { name, type: 'float32', shape: ['batch_size', width] });
}

function statesOf(graph: Graph, { hiddenStates, lastHiddenState }: ClipText, width: number): void {
  const shape = ['batch_size', 'sequence_length', width];
  graph.output(lastHiddenState, { name: 'last_hidden_state', type: 'float32', shape });
  for (const [layer, state] of hiddenStates.entries()) {
    graph.output(state, { name: `hidden_states.${layer}`, type: 'float32', shape });
  }
}

/** Older files hold the positions 0, 1, 2, ... among the weights. */
function isPositions(name: string): boolean {
  return name.endsWith('.position_ids');
}
