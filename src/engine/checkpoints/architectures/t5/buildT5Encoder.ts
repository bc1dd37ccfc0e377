import type { Adapter } from '../../adapter.ts';
import type { BuiltNetwork } from '../../builtNetwork.ts';
import { buildNetwork } from '../../network/buildNetwork.ts';
import type { WeightTable } from '../../weights.ts';
import type { Config } from '../config.ts';
import { readT5Config } from './t5Config.ts';
import { t5Encoder } from './t5Encoder.ts';

export interface T5Options {
  readonly adapters?: readonly Adapter[];
}

/**
 * transformers' T5EncoderModel: `input_ids` int64 [B, S] to `last_hidden_state` [B, S, width].
 * @throws ArcspaceError
 */
export function buildT5Encoder(weights: WeightTable, config: Config, { adapters = [] }: T5Options = {}): BuiltNetwork {
  const read = readT5Config(config);
  return buildNetwork({ weights, adapters, ignores: isCopyOfTokens, halves: true }, (scope) => {
    const axes = ['batch_size', 'sequence_length'];
    const ids = scope.graph.input({ name: 'input_ids', type: 'int64', shape: axes });
    scope.graph.output(t5Encoder(scope, ids, read), {
      name: 'last_hidden_state',
      type: 'float32',
      shape: [...axes, read.d_model],
    });
  });
}

/** Some files hold the embeddings of tokens twice. */
function isCopyOfTokens(name: string): boolean {
  return name === 'encoder.embed_tokens.weight';
}
