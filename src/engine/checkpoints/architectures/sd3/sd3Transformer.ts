import type { Value } from '../../../onnx/graph.ts';
import { jointBlock } from '../../layers/jointBlock.ts';
import { linear } from '../../layers/linear.ts';
import { finalNorm } from '../../layers/modulation.ts';
import { timeTextEmbedding } from '../../layers/timeTextEmbedding.ts';
import type { Scope } from '../../network/scope.ts';
import { gridOf, patchesAsLatents, patchTokens } from './patches.ts';
import type { Sd3Config } from './sd3Config.ts';

export interface Sd3Inputs {
  /** [B, C, H, W] */
  readonly latents: Value;
  /** [B, S, width] */
  readonly prompt: Value;
  /** [B, width] */
  readonly pooled: Value;
  /** From 0 to 1000, [1 or B]. */
  readonly timestep: Value;
}

/** The transformer of Stable Diffusion 3 and 3.5 (Esser et al. 2024). */
export function sd3Transformer(scope: Scope, inputs: Sd3Inputs, config: Sd3Config): Value {
  const { num_attention_heads: count, patch_size, num_layers } = config;
  const width = count * config.attention_head_dim;
  const channels = config.out_channels ?? config.in_channels;
  const grid = gridOf(inputs.latents, config);
  const told = timeTextEmbedding(
    scope.at('time_text_embed'),
    { timestep: inputs.timestep, pooled: inputs.pooled, pooledWidth: config.pooled_projection_dim },
    width,
  );
  const kind = { heads: { count, width }, normalised: config.qk_norm === 'rms_norm' };

  let streams = {
    image: patchTokens(scope.at('pos_embed'), inputs.latents, grid, config, width),
    text: linear(scope.at('context_embedder'), inputs.prompt, config.joint_attention_dim, width),
  };
  for (let block = 0; block < num_layers; block++) {
    const isDual = config.dual_attention_layers.includes(block);
    const dropsText = block === num_layers - 1;
    streams = jointBlock(scope.at('transformer_blocks', block), streams, told, { ...kind, isDual, dropsText });
  }
  const normed = finalNorm(scope.at('norm_out'), streams.image, told, width);
  const patches = linear(scope.at('proj_out'), normed, width, patch_size ** 2 * channels);
  return patchesAsLatents(patches, grid, patch_size, channels);
}
