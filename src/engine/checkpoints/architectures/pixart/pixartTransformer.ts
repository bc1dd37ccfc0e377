import type { Value } from '../../../onnx/graph.ts';
import { silu, tanhGelu } from '../../../onnx/operators/activations.ts';
import { add, multiply } from '../../../onnx/operators/arithmetic.ts';
import { concatenate, expand, lengths, parts, reshape, withAxes } from '../../../onnx/operators/shapes.ts';
import { conv } from '../../layers/convolution.ts';
import { linear } from '../../layers/linear.ts';
import { modulated } from '../../layers/modulation.ts';
import { timeEmbedding, waves } from '../../layers/timeEmbedding.ts';
import { pixelsAsTokens } from '../../layers/tokens.ts';
import type { Scope } from '../../network/scope.ts';
import { gridOf, patchesAsLatents } from '../sd3/patches.ts';
import { pixartBlock } from './pixartBlock.ts';
import type { PixartConfig } from './pixartConfig.ts';
import { placed } from './positions.ts';

export interface PixartInputs {
  /** [B, C, H, W] */
  readonly latents: Value;
  /** [B, S, caption_channels] */
  readonly prompt: Value;
  /** 1 for tokens and 0 for padding, [B, S]. */
  readonly mask: Value;
  /** From 0 to 1000, [1 or B]. */
  readonly timestep: Value;
}

const waveWidth = 256;

/** The transformer of PixArt-Sigma (Chen et al., arXiv 2403.04692). */
export function pixartTransformer(scope: Scope, inputs: PixartInputs, config: PixartConfig): Value {
  const width = config.num_attention_heads * config.attention_head_dim;
  const { patch_size: size, in_channels } = config;
  const channels = config.out_channels ?? in_channels;
  const grid = gridOf(inputs.latents, config);
  const patches = conv(scope.at('pos_embed', 'proj'), inputs.latents, in_channels, width, { size, stride: size });
  const time = embeddedTime(scope.at('adaln_single'), inputs.timestep, width);
  const told = { time: time.forBlocks, prompt: caption(scope, inputs.prompt, config, width) };

  let x = placed(pixelsAsTokens(patches, width), grid, config, width);
  const hiding = hidesPadding(inputs.mask, x);
  for (let block = 0; block < config.num_layers; block++) {
    x = pixartBlock(scope.at('transformer_blocks', block), x, { ...told, hiding }, config);
  }
  const ends = add(scope.weight('scale_shift_table', [2, width]), withAxes(time.whole, [1]));
  const [shift, scale] = parts(ends, 2, 1) as [Value, Value];
  const answer = linear(scope.at('proj_out'), modulated(x, width, scale, shift), width, size ** 2 * channels);
  return patchesAsLatents(answer, grid, size, channels);
}

/** The time as [B, width], and as what all blocks share of it, [B, 6, width]. */
function embeddedTime(scope: Scope, timestep: Value, width: number) {
  const numbers = waves(reshape(timestep, [-1, 1]), { width: waveWidth, cosineFirst: true, shift: 0 });
  const whole = timeEmbedding(scope.at('emb', 'timestep_embedder'), numbers, waveWidth, width);
  return { whole, forBlocks: reshape(linear(scope.at('linear'), silu(whole), width, 6 * width), [-1, 6, width]) };
}

function caption(scope: Scope, prompt: Value, { caption_channels: given }: PixartConfig, width: number): Value {
  if (!given) return prompt;
  const projection = scope.at('caption_projection');
  return linear(
    projection.at('linear_2'),
    tanhGelu(linear(projection.at('linear_1'), prompt, given, width)),
    width,
    width,
  );
}

/** What diffusers adds to the score of padding. */
const hidden = 10_000;

/** A mask [B, S] as what is added to the scores of the patches x [B, N, width]: [B, 1, N, S]. */
function hidesPadding(mask: Value, x: Value): Value {
  const bias = withAxes(multiply(add(mask, -1), hidden), [1, 2]);
  const [batch, length] = [lengths(mask, 0, 1), lengths(mask, 1, 2)];
  const one = lengths(bias, 1, 2);
  return expand(bias, concatenate([batch, one, lengths(x, 1, 2), length], 0));
}
