import type { Value } from '../../../onnx/graph.ts';
import { silu } from '../../../onnx/operators/activations.ts';
import { doubled } from '../../../onnx/operators/images.ts';
import { conv, kernel1, kernel3 } from '../../layers/convolution.ts';
import { groupNorm } from '../../layers/normalisation.ts';
import { resnet } from '../../layers/resnet.ts';
import type { Scope } from '../../network/scope.ts';
import { middle, vaeNorm } from './middle.ts';
import type { VaeConfig } from './vaeConfig.ts';

/** Latents [B, C, h, w] to pictures in [-1, 1]. */
export function decoder(scope: Scope, latents: Value, config: VaeConfig): Value {
  const { latent_channels: channels, out_channels } = config;
  const widths = config.block_out_channels.toReversed();
  const [first = 0] = widths;
  const last = widths.at(-1) ?? 0;

  let x = config.use_post_quant_conv
    ? conv(scope.at('post_quant_conv'), latents, channels, channels, kernel1)
    : latents;
  x = conv(scope.at('decoder', 'conv_in'), x, channels, first, kernel3);
  x = middle(scope.at('decoder', 'mid_block'), x, first, config);
  for (const block of widths.keys()) x = upBlock(scope.at('decoder', 'up_blocks', block), x, widths, block, config);
  x = silu(groupNorm(scope.at('decoder', 'conv_norm_out'), x, last, vaeNorm(config)));
  return conv(scope.at('decoder', 'conv_out'), x, last, out_channels, kernel3);
}

function upBlock(scope: Scope, input: Value, widths: readonly number[], block: number, config: VaeConfig): Value {
  const out = widths[block] ?? 0;
  let x = input;
  for (let layer = 0; layer <= config.layers_per_block; layer++) {
    const channels = layer === 0 ? (widths[block - 1] ?? out) : out;
    x = resnet(scope.at('resnets', layer), x, { channels, out, norm: vaeNorm(config) });
  }
  return block < widths.length - 1 ? conv(scope.at('upsamplers', 0, 'conv'), doubled(x), out, out, kernel3) : x;
}
