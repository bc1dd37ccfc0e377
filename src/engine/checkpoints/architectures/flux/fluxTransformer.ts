import type { Value } from '../../../onnx/graph.ts';
import { multiply } from '../../../onnx/operators/arithmetic.ts';
import { after, concatenate, lengths } from '../../../onnx/operators/shapes.ts';
import type { AttentionKind } from '../../layers/headAttention.ts';
import { jointBlock } from '../../layers/jointBlock.ts';
import { linear } from '../../layers/linear.ts';
import { finalNorm } from '../../layers/modulation.ts';
import { rotationOf } from '../../layers/rotation.ts';
import { timeTextEmbedding } from '../../layers/timeTextEmbedding.ts';
import type { Scope } from '../../network/scope.ts';
import type { FluxConfig } from './fluxConfig.ts';
import { singleBlock } from './singleBlock.ts';

export interface FluxInputs {
  /** Packed latents [B, N, channels]. */
  readonly latents: Value;
  /** [B, S, width] */
  readonly prompt: Value;
  /** [B, width] */
  readonly pooled: Value;
  /** From 0 to 1, [1 or B]. */
  readonly timestep: Value;
  readonly guidance: Value | undefined;
  /** Positions [N, 3] and [S, 3], int64. */
  readonly latentIds: Value;
  readonly promptIds: Value;
}

/** The transformer of FLUX.1 (Black Forest Labs 2024): blocks of MMDiT, then blocks in which prompt and picture are one. */
export function fluxTransformer(scope: Scope, inputs: FluxInputs, config: FluxConfig): Value {
  const { num_attention_heads: count, in_channels, joint_attention_dim, patch_size } = config;
  const width = count * config.attention_head_dim;
  const told = timeTextEmbedding(scope.at('time_text_embed'), timeAndText(inputs, config), width);
  const kind: AttentionKind = {
    heads: { count, width },
    normalised: true,
    rotation: rotationOf(concatenate([inputs.promptIds, inputs.latentIds], 0), config.axes_dims_rope),
  };

  let streams = {
    image: linear(scope.at('x_embedder'), inputs.latents, in_channels, width),
    text: linear(scope.at('context_embedder'), inputs.prompt, joint_attention_dim, width),
  };
  for (let block = 0; block < config.num_layers; block++) {
    streams = jointBlock(scope.at('transformer_blocks', block), streams, told, kind);
  }
  let all = concatenate([streams.text, streams.image], 1);
  for (let block = 0; block < config.num_single_layers; block++) {
    all = singleBlock(scope.at('single_transformer_blocks', block), all, told, kind);
  }
  const image = after(all, lengths(inputs.prompt, 1, 2), 1);
  const channels = patch_size ** 2 * (config.out_channels ?? in_channels);
  return linear(scope.at('proj_out'), finalNorm(scope.at('norm_out'), image, told, width), width, channels);
}

function timeAndText({ timestep, guidance, pooled }: FluxInputs, config: FluxConfig) {
  return {
    timestep: multiply(timestep, 1000),
    guidance: guidance && multiply(guidance, 1000),
    pooled,
    pooledWidth: config.pooled_projection_dim,
  };
}
