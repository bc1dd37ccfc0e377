import { z } from 'zod';
import type { ClipFamily } from './clipFamily.ts';

const length = z.int().min(1).max(65_536);

/**
 * CogVideoX (AutoencoderKLCogVideoX of diffusers). Its group norms see one piece of a clip at a time, so pieces are part of what it
 * computes: nine frames first, then eight. Clips have 1 + 8 k frames.
 */
export const cogVideoX: ClipFamily = {
  title: 'CogVideoX',
  className: 'AutoencoderKLCogVideoX',
  pieces: { first: 3, next: 2 },
  needsNext: true,
  config: z
    .looseObject({
      latent_channels: length.default(16),
      block_out_channels: z.array(length).min(1).max(8).default([128, 256, 256, 512]),
      temporal_compression_ratio: length.default(4),
      scaling_factor: z.number().positive().default(1.15258426),
      shift_factor: z.number().nullish(),
    })
    .transform((config) => ({
      channels: config.latent_channels,
      shift: config.shift_factor ?? 0,
      scale: config.scaling_factor,
      downscale: 2 ** (config.block_out_channels.length - 1),
      framesPerStep: config.temporal_compression_ratio,
    })),
};
