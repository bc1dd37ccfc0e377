import type { Adapter } from '../../adapter.ts';
import type { BuiltNetwork } from '../../builtNetwork.ts';
import { buildNetwork } from '../../network/buildNetwork.ts';
import type { WeightTable } from '../../weights.ts';
import type { Config } from '../config.ts';
import { readSd3Config } from './sd3Config.ts';
import { sd3Transformer } from './sd3Transformer.ts';

export interface Sd3Options {
  readonly adapters?: readonly Adapter[];
}

/**
 * diffusers' SD3Transformer2DModel: `hidden_states` [B, C, H, W], `encoder_hidden_states` [B, S, width], `pooled_projections` [B, width] and
 * `timestep` [B] from 0 to 1000, to `out_hidden_states` [B, C, H, W].
 * @throws ArcspaceError
 */
export function buildSd3Transformer(
  weights: WeightTable,
  config: Config,
  { adapters = [] }: Sd3Options = {},
): BuiltNetwork {
  const read = readSd3Config(config);
  return buildNetwork({ weights, adapters, halves: true }, ({ graph, ...scope }) => {
    const input = (name: string, ...shape: readonly (string | number)[]) =>
      graph.input({ name, type: 'float32', shape });
    const inputs = {
      latents: input('hidden_states', 'batch_size', read.in_channels, 'height', 'width'),
      prompt: input('encoder_hidden_states', 'batch_size', 'sequence_length', read.joint_attention_dim),
      pooled: input('pooled_projections', 'batch_size', read.pooled_projection_dim),
      timestep: input('timestep', 'step'),
    };
    const shape = ['batch_size', read.out_channels ?? read.in_channels, 'height', 'width'];
    graph.output(sd3Transformer({ graph, ...scope }, inputs, read), {
      name: 'out_hidden_states',
      type: 'float32',
      shape,
    });
  });
}
