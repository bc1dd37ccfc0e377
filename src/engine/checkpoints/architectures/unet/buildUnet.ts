import type { Graph, Value } from '../../../onnx/graph.ts';
import type { Adapter } from '../../adapter.ts';
import type { BuiltNetwork } from '../../builtNetwork.ts';
import { buildNetwork } from '../../network/buildNetwork.ts';
import type { WeightTable } from '../../weights.ts';
import type { Config } from '../config.ts';
import { type UnetInputs, unet } from './unet.ts';
import { readUnetShape, type UnetShape } from './unetShape.ts';

export interface UnetOptions {
  readonly adapters?: readonly Adapter[];
}

/**
 * diffusers' UNet2DConditionModel: `sample` [B, C, H, W], `timestep` (scalar), `encoder_hidden_states` [B, S, width], and where its configuration
 * asks for them `text_embeds`, `time_ids` and `timestep_cond`, to `out_sample` [B, C', H, W].
 * @throws ArcspaceError for a configuration that is not built, weights that do not go with it, and LoRAs for other networks.
 */
export function buildUnet(weights: WeightTable, config: Config, { adapters = [] }: UnetOptions = {}): BuiltNetwork {
  const shape = readUnetShape(config);
  return buildNetwork({ weights, adapters, halves: true }, (scope) => {
    const answer = unet(scope, unetInputs(scope.graph, shape), shape);
    scope.graph.output(answer, {
      name: 'out_sample',
      type: 'float32',
      shape: ['batch_size', shape.outChannels, 'height', 'width'],
    });
  });
}

function unetInputs(graph: Graph, { inChannels, contextWidth, conditionWidth, addition }: UnetShape): UnetInputs {
  const input = (name: string, ...axes: readonly (string | number)[]): Value =>
    graph.input({ name, type: 'float32', shape: axes });
  return {
    sample: input('sample', 'batch_size', inChannels, 'height', 'width'),
    timestep: input('timestep'),
    context: input('encoder_hidden_states', 'batch_size', 'sequence_length', contextWidth),
    ...(addition && {
      addition: {
        pooled: input('text_embeds', 'batch_size', 'pooled_width'),
        ids: input('time_ids', 'batch_size', 'time_id_count'),
      },
    }),
    ...(conditionWidth && { condition: input('timestep_cond', 'batch_size', conditionWidth) }),
  };
}
