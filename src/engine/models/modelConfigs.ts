import { basename, join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { readJson, readOptionalJson } from './readJson.ts';

const length = z.int().min(1).max(65_536);
const size = z.union([length, z.tuple([length, length])]);

const unetSchema = z.looseObject({
  in_channels: length.optional(),
  sample_size: size.nullish(),
  time_cond_proj_dim: z.number().nullish(),
});
const vaeSchema = z.looseObject({
  latent_channels: length.optional(),
  scaling_factor: z.number().positive().nullish(),
  shift_factor: z.number().nullish(),
  block_out_channels: z.array(length).min(1).max(8).optional(),
});
const textSchema = z.looseObject({ max_position_embeddings: length.optional() });

/** What the config.json files of a model say, completed by Stable Diffusion 1's values where old exports say nothing. */
export interface ModelConfigs {
  readonly latentChannels: number;
  /** Height and width of a latent at the size that the model was trained on. */
  readonly nativeSize: readonly [height: number, width: number];
  /** z <- (z - shift) * scale. */
  readonly scale: number;
  readonly shift: number;
  /** Pixels per latent cell. */
  readonly downscale: number;
  /** Positions of the text encoder. */
  readonly positions: number;
  /** scheduler_config.json as it is. */
  readonly scheduler: Readonly<Record<string, unknown>>;
}

/** @throws ArcspaceError naming the file and the key at fault, or the kind of model that is not supported. */
export async function readModelConfigs(folder: string): Promise<ModelConfigs> {
  const config = (part: string) => join(folder, part, 'config.json');
  const unet = (await readOptionalJson(config('unet'), unetSchema)) ?? {};
  const encoder = (await readOptionalJson(config('vae_encoder'), vaeSchema)) ?? {};
  const decoder = (await readOptionalJson(config('vae_decoder'), vaeSchema)) ?? {};
  const text = (await readOptionalJson(config('text_encoder'), textSchema)) ?? {};
  const latentChannels = decoder.latent_channels ?? encoder.latent_channels ?? 4;
  const blocks = decoder.block_out_channels ?? encoder.block_out_channels;
  if (unet.time_cond_proj_dim != null) throw consistencyModel(folder);
  if (unet.in_channels && unet.in_channels !== latentChannels) {
    throw otherChannels(folder, unet.in_channels, latentChannels);
  }
  return {
    latentChannels,
    nativeSize: pair(unet.sample_size ?? 64),
    scale: decoder.scaling_factor ?? encoder.scaling_factor ?? 0.18215,
    shift: decoder.shift_factor ?? encoder.shift_factor ?? 0,
    downscale: 2 ** ((blocks?.length ?? 4) - 1),
    positions: text.max_position_embeddings ?? 77,
    scheduler: await readJson(join(folder, 'scheduler', 'scheduler_config.json'), z.looseObject({})),
  };
}

function pair(value: number | [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}

/** What the UNets of Stable Diffusion with more channels are for. */
const otherTasks: Readonly<Record<number, string>> = {
  5: 'depth to image',
  7: 'upscaling',
  8: 'editing by instruction',
  9: 'inpainting',
};

function otherChannels(folder: string, unet: number, vae: number): ArcspaceError {
  const task = otherTasks[unet];
  return new ArcspaceError(
    'unsupported-model',
    `The UNet of ${basename(folder)} takes ${unet} channels and its VAE has ${vae}.`,
    task
      ? `This is a model for ${task}, which Arcspace does not run. Use the plain text to image model.`
      : 'The two belong to different models: copy the whole model folder again.',
    { file: join(folder, 'unet', 'config.json') },
  );
}

function consistencyModel(folder: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `${basename(folder)} is a latent consistency model, which Arcspace does not run yet.`,
    'Use a Stable Diffusion 1 or 2 model in the Diffusers ONNX layout.',
    { file: join(folder, 'unet', 'config.json') },
  );
}
