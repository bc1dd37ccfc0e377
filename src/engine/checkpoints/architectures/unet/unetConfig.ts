import { z } from 'zod';
import { absent, type Config, only, readConfig } from '../config.ts';

const count = z.number().int().positive();
const ignored = z.unknown().optional();
/** Transformer layers of a block, or of each attention in it. */
const depth = z.union([count, z.array(count).min(1)]);
const downBlock = z.enum(['DownBlock2D', 'CrossAttnDownBlock2D']);
const upBlock = z.enum(['UpBlock2D', 'CrossAttnUpBlock2D']);

/** Keys of diffusers' UNet2DConditionModel, with its defaults. */
const schema = z
  .object({
    in_channels: count.default(4),
    out_channels: count.default(4),
    flip_sin_to_cos: z.boolean().default(true),
    freq_shift: z.number().default(0),
    down_block_types: z
      .array(downBlock)
      .min(1)
      .default(['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D']),
    mid_block_type: z.enum(['UNetMidBlock2DCrossAttn', 'UNetMidBlock2D']).nullable().default('UNetMidBlock2DCrossAttn'),
    up_block_types: z
      .array(upBlock)
      .min(1)
      .default(['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D']),
    block_out_channels: z.array(count).min(1).default([320, 640, 1280, 1280]),
    layers_per_block: z.union([count, z.array(count)]).default(2),
    norm_num_groups: count.default(32),
    norm_eps: z.number().positive().default(1e-5),
    cross_attention_dim: z.union([count, z.array(count).min(1)]).default(1280),
    transformer_layers_per_block: z.union([count, z.array(depth)]).default(1),
    reverse_transformer_layers_per_block: z.array(depth).nullish(),
    attention_head_dim: z.union([count, z.array(count)]).default(8),
    use_linear_projection: z.boolean().default(false),
    addition_embed_type: z.literal('text_time').nullish(),
    addition_time_embed_dim: count.nullish(),
    projection_class_embeddings_input_dim: count.nullish(),
    time_cond_proj_dim: count.nullish(),
    act_fn: z.enum(['silu', 'swish']).default('silu'),

    // Neither changes what the network computes in float32.
    sample_size: ignored,
    dropout: ignored,
    upcast_attention: ignored,
    addition_embed_type_num_heads: ignored,
    class_embeddings_concat: ignored,

    center_input_sample: only(false),
    only_cross_attention: z.union([z.literal(false), z.array(z.literal(false))]).default(false),
    downsample_padding: only(1),
    mid_block_scale_factor: only(1),
    encoder_hid_dim: absent,
    encoder_hid_dim_type: absent,
    num_attention_heads: absent,
    dual_cross_attention: only(false),
    class_embed_type: absent,
    num_class_embeds: absent,
    resnet_time_scale_shift: only('default'),
    resnet_skip_time_act: only(false),
    resnet_out_scale_factor: only(1),
    time_embedding_type: only('positional'),
    time_embedding_dim: absent,
    time_embedding_act_fn: absent,
    timestep_post_act: absent,
    conv_in_kernel: only(3),
    conv_out_kernel: only(3),
    attention_type: only('default'),
    mid_block_only_cross_attention: z.literal(false).nullish(),
    cross_attention_norm: absent,
  })
  .catchall(z.union([z.null(), z.literal(false)]));

export type UnetKeys = z.infer<typeof schema>;

/** @throws ArcspaceError naming the key of a UNet that is not built here. */
export function readUnetConfig(config: Config): UnetKeys {
  const published = Object.entries(config).filter(([key]) => !key.startsWith('_'));
  return readConfig(schema, Object.fromEntries(published), 'UNet');
}
