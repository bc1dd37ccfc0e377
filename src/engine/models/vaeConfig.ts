import { z } from 'zod';
import type { PerChannel } from '../../diffusion/model.ts';
import type { NoiseSchedule } from '../../diffusion/noiseSchedule.ts';
import type { ModelFamily } from './families/family.ts';
import type { ModelLayout } from './layouts/modelLayout.ts';

const length = z.int().min(1).max(65_536);

const usualKeys = {
  latent_channels: length.optional(),
  scaling_factor: z.number().positive().nullish(),
  shift_factor: z.number().nullish(),
  block_out_channels: z.array(length).min(1).max(8).optional(),
};

/** What pipelines of most families do not heed would be ignored in silence. */
const scaledAsOne = z.looseObject({
  ...usualKeys,
  latents_mean: z.null('only models of Stable Diffusion XL scale each channel by itself').optional(),
  latents_std: z.null('only models of Stable Diffusion XL scale each channel by itself').optional(),
});

const scaledByChannel = z
  .looseObject({
    ...usualKeys,
    latents_mean: z.array(z.number()).nullish(),
    latents_std: z.array(z.number().positive()).nullish(),
  })
  .refine(
    ({ latents_mean: means, latents_std: spreads, latent_channels: channels = means?.length }) =>
      !(means && spreads) || (means.length === channels && spreads.length === channels),
    { path: ['latents_mean'], message: 'this and latents_std should hold a number for each channel' },
  );

export interface VaeConfig {
  readonly channels: number;
  /** z <- (z - shift) * scale. */
  readonly scale: PerChannel;
  readonly shift: PerChannel;
  /** Pixels per latent cell. */
  readonly downscale: number;
  /** Channels of the decoder's widest layer at the size of the picture. */
  readonly decoderWidth: number;
}

type Scaling = Pick<VaeConfig, 'scale' | 'shift'>;

/**
 * What the config.json files of the two halves of a VAE say, the decoder first, completed by what is usual in the family.
 * @param training of the network that works with its latents: one that was trained with EDM has them divided by their standard deviation.
 * @throws ArcspaceError naming the file and the key at fault.
 */
export async function readVaeConfig(
  layout: Pick<ModelLayout, 'config'>,
  usual: ModelFamily['vae'],
  training?: NoiseSchedule,
): Promise<VaeConfig> {
  const schema = usual.byChannel ? scaledByChannel : scaledAsOne;
  const encoder = (await layout.config('vae_encoder', schema)) ?? {};
  const decoder = (await layout.config('vae_decoder', schema)) ?? {};
  const blocks = decoder.block_out_channels ?? encoder.block_out_channels;
  const factor = decoder.scaling_factor ?? encoder.scaling_factor ?? usual.scale;
  const own = scalingByChannel(decoder, factor) ?? {
    scale: factor,
    shift: decoder.shift_factor ?? encoder.shift_factor ?? usual.shift,
  };
  return {
    channels: decoder.latent_channels ?? encoder.latent_channels ?? usual.channels,
    ...(training?.kind === 'edm' ? dividedBy(training.dataScale, own) : own),
    downscale: 2 ** ((blocks?.length ?? 4) - 1),
    decoderWidth: blocks?.[1] ?? blocks?.[0] ?? 256,
  };
}

interface Moments {
  readonly latents_mean?: readonly number[] | null | undefined;
  readonly latents_std?: readonly number[] | null | undefined;
}

/** As StableDiffusionXLPipeline of diffusers: z = latents std / factor + mean, only where both are there. */
function scalingByChannel({ latents_mean: means, latents_std: spreads }: Moments, factor: number): Scaling | undefined {
  if (!means || !spreads) return undefined;
  return { scale: spreads.map((spread) => factor / spread), shift: means };
}

function dividedBy(divisor: number, { scale, shift }: Scaling): Scaling {
  return { shift, scale: typeof scale === 'number' ? scale / divisor : scale.map((factor) => factor / divisor) };
}
