import type { Value } from '../../../onnx/graph.ts';
import { silu } from '../../../onnx/operators/activations.ts';
import { add } from '../../../onnx/operators/arithmetic.ts';
import { concatenate, reshape, withAxes } from '../../../onnx/operators/shapes.ts';
import { conv, kernel3 } from '../../layers/convolution.ts';
import { groupNorm } from '../../layers/normalisation.ts';
import type { TimeSignal } from '../../layers/resnet.ts';
import { timeEmbedding, waves } from '../../layers/timeEmbedding.ts';
import type { Scope } from '../../network/scope.ts';
import { doubled, downBlock, type Features, middleBlock, type Told, upBlock } from './blocks.ts';
import type { UnetShape } from './unetShape.ts';

export interface UnetInputs {
  /** Noisy latents [B, C, H, W]. */
  readonly sample: Value;
  /** A scalar, which may have a fraction. */
  readonly timestep: Value;
  /** Hidden states of the prompt [B, S, width]. */
  readonly context: Value;
  /** Embedded guidance scale [B, width]. */
  readonly condition?: Value;
  /** Pooled prompt [B, width] and sizes [B, n]. */
  readonly addition?: Addition;
}

interface Addition {
  readonly pooled: Value;
  readonly ids: Value;
}

/** The denoising UNet of Stable Diffusion (Ronneberger et al. 2015; Rombach et al. 2022; Podell et al. 2023). */
export function unet(scope: Scope, inputs: UnetInputs, shape: UnetShape): Value {
  const { down, middle, up, norm, inChannels, outChannels } = shape;
  const [first = 0] = down.map(({ width }) => width);
  const told: Told = { time: timeSignal(scope, inputs, shape), context: inputs.context, norm };

  let x: Features = { value: conv(scope.at('conv_in'), inputs.sample, inChannels, first, kernel3), width: first };
  const skips = [x];
  for (const [index, block] of down.entries()) {
    skips.push(...downBlock(scope.at('down_blocks', index), x, block, index === down.length - 1, told));
    x = skips.at(-1) ?? x;
  }
  if (middle) x = middleBlock(scope.at('mid_block'), x, middle, told);
  for (const [index, block] of up.entries()) {
    const place = scope.at('up_blocks', index);
    x = upBlock(place, x, skips.splice(-block.layers).reverse(), block, told);
    const next = skips.at(-1);
    if (next) x = doubled(place, x, next);
  }
  const normed = silu(groupNorm(scope.at('conv_norm_out'), x.value, first, norm));
  return conv(scope.at('conv_out'), normed, first, outChannels, kernel3);
}

/** The embedding of the timestep, and of what else the network is told beside the prompt. */
function timeSignal(scope: Scope, inputs: UnetInputs, { time, conditionWidth, addition }: UnetShape): TimeSignal {
  const { condition, addition: added } = inputs;
  const width = 4 * time.width;
  const timestep = waves(reshape(inputs.timestep, [1, 1]), time);
  const guidance = condition && conditionWidth ? { value: condition, width: conditionWidth } : undefined;
  const embedding = timeEmbedding(scope.at('time_embedding'), timestep, time.width, width, guidance);
  if (!added || !addition) return { value: silu(embedding), width };
  const sizes = additionOf(added, addition.idWidth, time);
  const more = timeEmbedding(scope.at('add_embedding'), sizes, addition.width, width);
  return { value: silu(add(embedding, more)), width };
}

/** The pooled prompt, then the waves of each size. */
function additionOf({ pooled, ids }: Addition, idWidth: number, time: UnetShape['time']): Value {
  const sizes = waves(withAxes(ids, [2]), { ...time, width: idWidth });
  return concatenate([pooled, reshape(sizes, [0, -1])], 1);
}
