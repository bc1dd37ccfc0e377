import type { Value } from '../../../onnx/graph.ts';
import { resizedLike } from '../../../onnx/operators/images.ts';
import { concatenate } from '../../../onnx/operators/shapes.ts';
import { conv, kernel3 } from '../../layers/convolution.ts';
import { resnet, type TimeSignal } from '../../layers/resnet.ts';
import type { Scope } from '../../network/scope.ts';
import { spatialTransformer } from './transformer.ts';
import type { AttentionShape, BlockShape, UnetShape } from './unetShape.ts';

/** A picture of features [B, width, H, W]. */
export interface Features {
  readonly value: Value;
  readonly width: number;
}

/** What every block is told. */
export interface Told {
  readonly time: TimeSignal;
  /** The prompt [B, S, width]. */
  readonly context: Value;
  readonly norm: UnetShape['norm'];
}

/** The features after each layer, and after halving, all of which the way up sees again. */
export function downBlock(scope: Scope, x: Features, block: BlockShape, isLast: boolean, told: Told): Features[] {
  const features: Features[] = [];
  for (let layer = 0; layer < block.layers; layer++) {
    features.push(layerOf(scope, features.at(-1) ?? x, block, layer, told));
  }
  const last = features.at(-1) ?? x;
  return isLast ? features : [...features, halved(scope.at('downsamplers', 0, 'conv'), last)];
}

/** A residual block, and attention with another one after it where there is one. */
export function middleBlock(scope: Scope, x: Features, block: BlockShape, told: Told): Features {
  const first = layerOf(scope, x, block, 0, told);
  return block.attention ? residual(scope.at('resnets', 1), first, block.width, told) : first;
}

/** Each layer sees what came from the way down beside its own features; `skips` are those, the last first. */
export function upBlock(
  scope: Scope,
  x: Features,
  skips: readonly Features[],
  block: BlockShape,
  told: Told,
): Features {
  return skips.reduce((features, skip, layer) => layerOf(scope, beside(features, skip), block, layer, told), x);
}

/** As large as the features that it will meet, which may have an odd height or width. */
export function doubled(scope: Scope, { value, width }: Features, like: Features): Features {
  const resized = resizedLike(value, like.value);
  return { value: conv(scope.at('upsamplers', 0, 'conv'), resized, width, width, kernel3), width };
}

function halved(scope: Scope, { value, width }: Features): Features {
  return { value: conv(scope, value, width, width, { size: 3, stride: 2, padding: 1 }), width };
}

function beside(features: Features, skip: Features): Features {
  return { value: concatenate([features.value, skip.value], 1), width: features.width + skip.width };
}

function layerOf(scope: Scope, x: Features, { width, attention }: BlockShape, layer: number, told: Told): Features {
  const features = residual(scope.at('resnets', layer), x, width, told);
  return attention ? attended(scope.at('attentions', layer), features, attention, layer, told) : features;
}

function residual(scope: Scope, x: Features, width: number, { time, norm }: Told): Features {
  return { value: resnet(scope, x.value, { channels: x.width, out: width, norm }, time), width };
}

function attended(scope: Scope, x: Features, attention: AttentionShape, layer: number, told: Told): Features {
  const { width, value } = x;
  const { heads, contextWidth, depths } = attention;
  const shape = { width, heads, contextWidth, groups: told.norm.groups };
  return { value: spatialTransformer(scope, value, told.context, depths[layer] ?? 0, shape), width };
}
