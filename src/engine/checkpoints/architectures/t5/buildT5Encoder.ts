import { tensor } from '../../../../tensor/tensor.ts';
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
 * transformers' T5EncoderModel: `input_ids` int64 [B, S] and `attention_mask` [B, S] to `last_hidden_state` [B, S, width]. Without a mask
 * all tokens are read.
 * @throws ArcspaceError
 */
export function buildT5Encoder(weights: WeightTable, config: Config, { adapters = [] }: T5Options = {}): BuiltNetwork {
  const read = readT5Config(config);
  const network = buildNetwork({ weights, adapters, ignores: isCopyOfTokens, halves: true }, (scope) => {
    const axes = ['batch_size', 'sequence_length'];
    const ids = scope.graph.input({ name: 'input_ids', type: 'int64', shape: axes });
    const mask = scope.graph.input({ name: maskInput, type: 'float32', shape: ['mask_batch', 'mask_length'] });
    scope.graph.output(t5Encoder(scope, { ids, mask }, read), {
      name: 'last_hidden_state',
      type: 'float32',
      shape: [...axes, read.d_model],
    });
  });
  return { ...network, defaults: { [maskInput]: tensor(Float32Array.of(1), [1, 1]) } };
}

const maskInput = 'attention_mask';

/** Some files hold the embeddings of tokens twice. */
function isCopyOfTokens(name: string): boolean {
  return name === 'encoder.embed_tokens.weight';
}
