import type { Adapter } from '../../adapter.ts';
import type { BuiltNetwork } from '../../builtNetwork.ts';
import { buildNetwork } from '../../network/buildNetwork.ts';
import type { WeightTable } from '../../weights.ts';
import type { Config } from '../config.ts';
import { readPixartConfig } from './pixartConfig.ts';
import { pixartTransformer } from './pixartTransformer.ts';

export interface PixartOptions {
  readonly adapters?: readonly Adapter[];
}

/**
 * diffusers' PixArtTransformer2DModel: `hidden_states` [B, C, H, W], `encoder_hidden_states` [B, S, width], `encoder_attention_mask` [B, S] and
 * `timestep` [B] from 0 to 1000, to `out_hidden_states` [B, 2C, H, W], of which the second half is the variance that it learned.
 * @throws ArcspaceError
 */
export function buildPixartTransformer(
  weights: WeightTable,
  config: Config,
  { adapters = [] }: PixartOptions = {},
): BuiltNetwork {
  const read = readPixartConfig(config);
  return buildNetwork({ weights, adapters, ignores: isPosition, halves: true }, ({ graph, ...scope }) => {
    const input = (name: string, ...shape: readonly (string | number)[]) =>
      graph.input({ name, type: 'float32', shape });
    const inputs = {
      latents: input('hidden_states', 'batch_size', read.in_channels, 'height', 'width'),
      prompt: input(
        'encoder_hidden_states',
        'batch_size',
        'sequence_length',
        read.caption_channels ?? read.cross_attention_dim,
      ),
      mask: input('encoder_attention_mask', 'batch_size', 'sequence_length'),
      timestep: input('timestep', 'step'),
    };
    const shape = ['batch_size', read.out_channels ?? read.in_channels, 'height', 'width'];
    graph.output(pixartTransformer({ graph, ...scope }, inputs, read), {
      name: 'out_hidden_states',
      type: 'float32',
      shape,
    });
  });
}

/** Old files keep the positions of one size, which follow from the configuration. */
function isPosition(name: string): boolean {
  return name === 'pos_embed.pos_embed';
}
