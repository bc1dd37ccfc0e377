import { type Config, unsupportedConfig } from '../config.ts';
import { readUnetConfig, type UnetKeys } from './unetConfig.ts';

/** What the attentions of a block are made of. */
export interface AttentionShape {
  readonly heads: number;
  /** How many transformer layers each has. */
  readonly depths: readonly number[];
  /** Width of the hidden states of the prompt. */
  readonly contextWidth: number;
}

/** A block of residual layers, each with an attention after it where there are any. */
export interface BlockShape {
  readonly width: number;
  readonly layers: number;
  readonly attention: AttentionShape | undefined;
}

/** SDXL is also told of a pooled prompt and of sizes. */
export interface AdditionShape {
  /** Of the pooled prompt and the waves of all sizes together; how many sizes there are, only the pipeline knows. */
  readonly width: number;
  /** Of the waves of one size. */
  readonly idWidth: number;
}

/** Block by block what a UNet is made of. */
export interface UnetShape {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly down: readonly BlockShape[];
  readonly middle: BlockShape | undefined;
  readonly up: readonly BlockShape[];
  readonly norm: { readonly groups: number; readonly epsilon: number };
  readonly contextWidth: number;
  readonly time: { readonly width: number; readonly cosineFirst: boolean; readonly shift: number };
  /** Width of the embedding of a guidance scale, which distilled models are told. */
  readonly conditionWidth: number | undefined;
  readonly addition: AdditionShape | undefined;
}

/** @throws ArcspaceError naming the key of a UNet that is not built here. */
export function readUnetShape(config: Config): UnetShape {
  const keys = readUnetConfig(config);
  const values = { keys, refuse: (key: string) => unsupportedConfig('UNet', key, config) };
  const contextWidth = widthOfContext(values);
  return {
    ...blockShapes(values, contextWidth),
    inChannels: keys.in_channels,
    outChannels: keys.out_channels,
    norm: { groups: keys.norm_num_groups, epsilon: keys.norm_eps },
    contextWidth,
    time: { width: keys.block_out_channels[0] ?? 0, cosineFirst: keys.flip_sin_to_cos, shift: keys.freq_shift },
    conditionWidth: keys.time_cond_proj_dim ?? undefined,
    addition: keys.addition_embed_type ? additionShape(values) : undefined,
  };
}

interface Values {
  readonly keys: UnetKeys;
  refuse(key: string): Error;
}

/** All blocks read the same prompt, so a list of widths holds one width. */
function widthOfContext({ keys: { cross_attention_dim: width }, refuse }: Values): number {
  const [first = 0, ...others] = typeof width === 'number' ? [width] : width;
  if (others.some((other) => other !== first)) throw refuse('cross_attention_dim');
  return first;
}

function blockShapes(values: Values, contextWidth: number): Pick<UnetShape, 'down' | 'middle' | 'up'> {
  const { keys, refuse } = values;
  const { block_out_channels: widths, down_block_types: downTypes, up_block_types: upTypes } = keys;
  if (downTypes.length !== widths.length) throw refuse('down_block_types');
  if (upTypes.length !== widths.length) throw refuse('up_block_types');
  const layers = forEachBlock(values, 'layers_per_block');
  const heads = forEachBlock(values, 'attention_head_dim');
  const depths = forEachBlock(values, 'transformer_layers_per_block');

  function block(index: number, layers: number, depth: Depth | undefined): BlockShape {
    const width = widths[index] ?? 0;
    if (depth === undefined) return { width, layers, attention: undefined };
    const count = heads[index] ?? 1;
    if (width % count !== 0) throw refuse('attention_head_dim');
    const attentionDepths = typeof depth === 'number' ? Array<number>(layers).fill(depth) : depth;
    if (attentionDepths.length < layers) throw refuse('transformer_layers_per_block');
    return { width, layers, attention: { heads: count, depths: attentionDepths, contextWidth } };
  }

  const last = widths.length - 1;
  const upDepths = keys.reverse_transformer_layers_per_block ?? depths.toReversed();
  return {
    down: downTypes.map((type, i) => block(i, layers[i] ?? 0, type === 'CrossAttnDownBlock2D' ? depths[i] : undefined)),
    middle: middleShape(keys, (depth) => block(last, 1, depth), depths[last]),
    up: upTypes.map((type, i) =>
      block(last - i, (layers[last - i] ?? 0) + 1, type === 'CrossAttnUpBlock2D' ? upDepths[i] : undefined),
    ),
  };
}

type Depth = number | readonly number[];

function middleShape(
  { mid_block_type: type }: UnetKeys,
  block: (depth: Depth | undefined) => BlockShape,
  depth: Depth | undefined,
): BlockShape | undefined {
  return type ? block(type === 'UNetMidBlock2DCrossAttn' ? depth : undefined) : undefined;
}

/** A key that says one value for all blocks, or one for each. */
function forEachBlock<Key extends 'layers_per_block' | 'attention_head_dim' | 'transformer_layers_per_block'>(
  { keys, refuse }: Values,
  key: Key,
): readonly Exclude<UnetKeys[Key], number>[number][] {
  const value = keys[key];
  const count = keys.block_out_channels.length;
  if (typeof value === 'number') return Array.from({ length: count }, () => value);
  if (value.length !== count) throw refuse(key);
  return value;
}

function additionShape({ keys, refuse }: Values): AdditionShape {
  const { addition_time_embed_dim: idWidth, projection_class_embeddings_input_dim: width } = keys;
  if (!idWidth) throw refuse('addition_time_embed_dim');
  if (!width) throw refuse('projection_class_embeddings_input_dim');
  return { width, idWidth };
}
