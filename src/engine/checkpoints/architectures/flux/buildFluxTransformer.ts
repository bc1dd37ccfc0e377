import type { Graph } from '../../../onnx/graph.ts';
import type { Adapter } from '../../adapter.ts';
import type { BuiltNetwork } from '../../builtNetwork.ts';
import { buildNetwork } from '../../network/buildNetwork.ts';
import type { WeightTable } from '../../weights.ts';
import type { Config } from '../config.ts';
import { type FluxConfig, readFluxConfig } from './fluxConfig.ts';
import { type FluxInputs, fluxTransformer } from './fluxTransformer.ts';

export interface FluxOptions {
  readonly adapters?: readonly Adapter[];
}

/**
 * diffusers' FluxTransformer2DModel: packed latents `hidden_states` [B, N, C], `encoder_hidden_states` [B, S, width],
 * `pooled_projections` [B, width], `timestep` [B] from 0 to 1, `img_ids` [N, 3] and `txt_ids` [S, 3] (int64), and `guidance` [B] where its
 * configuration asks for it, to `out_hidden_states` [B, N, C].
 * @throws ArcspaceError
 */
export function buildFluxTransformer(
  weights: WeightTable,
  config: Config,
  { adapters = [] }: FluxOptions = {},
): BuiltNetwork {
  const read = readFluxConfig(config);
  return buildNetwork({ weights, adapters, halves: true }, (scope) => {
    const answer = fluxTransformer(scope, fluxInputs(scope.graph, read), read);
    const channels = read.patch_size ** 2 * (read.out_channels ?? read.in_channels);
    const shape = ['batch_size', 'packed_height_width', channels];
    scope.graph.output(answer, { name: 'out_hidden_states', type: 'float32', shape });
  });
}

function fluxInputs(graph: Graph, config: FluxConfig): FluxInputs {
  const numbers = (name: string, ...shape: readonly (string | number)[]) =>
    graph.input({ name, type: 'float32', shape });
  const positions = (name: string, count: string) => graph.input({ name, type: 'int64', shape: [count, 3] });
  return {
    latents: numbers('hidden_states', 'batch_size', 'packed_height_width', config.in_channels),
    prompt: numbers('encoder_hidden_states', 'batch_size', 'sequence_length', config.joint_attention_dim),
    pooled: numbers('pooled_projections', 'batch_size', config.pooled_projection_dim),
    timestep: numbers('timestep', 'step'),
    latentIds: positions('img_ids', 'packed_height_width'),
    promptIds: positions('txt_ids', 'sequence_length'),
    guidance: config.guidance_embeds ? numbers('guidance', 'batch_size') : undefined,
  };
}
