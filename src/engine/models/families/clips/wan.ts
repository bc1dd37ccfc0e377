import { z } from 'zod';
import type { ClipFamily } from './clipFamily.ts';

const length = z.int().min(1).max(65_536);

/** Wan 2.1 and 2.2 (AutoencoderKLWan of diffusers): latents are scaled channel by channel, and frames go through four at a time. */
export const wan: ClipFamily = {
  title: 'Wan',
  className: 'AutoencoderKLWan',
  pieces: { first: 1, next: 1 },
  needsNext: false,
  config: z
    .looseObject({
      z_dim: length.default(16),
      temperal_downsample: z.array(z.boolean()).default([false, true, true]),
      scale_factor_temporal: length.nullish(),
      scale_factor_spatial: length.default(8),
      latents_mean: z.array(z.number()),
      latents_std: z.array(z.number().positive()),
    })
    .refine(({ z_dim, latents_mean, latents_std }) => latents_mean.length === z_dim && latents_std.length === z_dim, {
      path: ['latents_mean'],
      message: 'this and latents_std should hold a number for each channel',
    })
    .transform((config) => ({
      channels: config.z_dim,
      shift: config.latents_mean,
      scale: config.latents_std.map((spread) => 1 / spread),
      downscale: config.scale_factor_spatial,
      framesPerStep: config.scale_factor_temporal ?? 2 ** config.temperal_downsample.filter(Boolean).length,
    })),
};
