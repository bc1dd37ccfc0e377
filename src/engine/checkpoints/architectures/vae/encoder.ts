import type { Value } from '../../../onnx/graph.ts';
import { silu } from '../../../onnx/operators/activations.ts';
import { conv, kernel1, kernel3 } from '../../layers/convolution.ts';
import { groupNorm } from '../../layers/normalisation.ts';
import { resnet } from '../../layers/resnet.ts';
import type { Scope } from '../../network/scope.ts';
import { middle, vaeNorm } from './middle.ts';
import type { VaeConfig } from './vaeConfig.ts';

/** Pictures [B, 3, H, W] in [-1, 1] to mean and log-variance of their latents, one after the other on axis 1. */
export function encoder(scope: Scope, pictures: Value, config: VaeConfig): Value {
  const { block_out_channels: widths, in_channels, latent_channels } = config;
  const [first = 0] = widths;
  const last = widths.at(-1) ?? 0;
  const parameters = 2 * latent_channels;

  let x = conv(scope.at('encoder', 'conv_in'), pictures, in_channels, first, kernel3);
  for (const [block, width] of widths.entries())
    x = downBlock(scope.at('encoder', 'down_blocks', block), x, block, config, width);
  x = middle(scope.at('encoder', 'mid_block'), x, last, config);
  x = silu(groupNorm(scope.at('encoder', 'conv_norm_out'), x, last, vaeNorm(config)));
  x = conv(scope.at('encoder', 'conv_out'), x, last, parameters, kernel3);
  return config.use_quant_conv ? conv(scope.at('quant_conv'), x, parameters, parameters, kernel1) : x;
}

function downBlock(scope: Scope, input: Value, block: number, config: VaeConfig, out: number): Value {
  const { block_out_channels: widths, layers_per_block: layers } = config;
  let x = input;
  for (let layer = 0; layer < layers; layer++) {
    const channels = layer === 0 ? (widths[block - 1] ?? widths[0] ?? 0) : out;
    x = resnet(scope.at('resnets', layer), x, { channels, out, norm: vaeNorm(config) });
  }
  return block < widths.length - 1 ? halved(scope.at('downsamplers', 0, 'conv'), x, out) : x;
}

/** Half the height and width; the zeros lie only below and to the right. */
function halved(scope: Scope, x: Value, channels: number): Value {
  return conv(scope, x, channels, channels, { size: 3, stride: 2, padding: [0, 0, 1, 1] });
}
