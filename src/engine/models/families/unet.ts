import { join } from 'node:path';
import { z } from 'zod';
import type { GuidanceKind } from '../../../diffusion/model.ts';
import type { LatentSize } from '../../../diffusion/noiseSchedule.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { ModelReading } from './family.ts';

const length = z.int().min(1).max(65_536);

export const latentSize = z.union([length, z.tuple([length, length])]);

const unetSchema = z.looseObject({
  in_channels: length.nullish(),
  sample_size: latentSize.nullish(),
  time_cond_proj_dim: length.nullish(),
  cross_attention_dim: z.union([length, z.array(length)]).nullish(),
  addition_time_embed_dim: length.nullish(),
  projection_class_embeddings_input_dim: length.nullish(),
});

export interface UnetConfig {
  readonly nativeSize: LatentSize;
  /** A distilled UNet is told the guidance scale as an embedding of this width. */
  readonly guidanceWidth: number | undefined;
  readonly guidanceKind: GuidanceKind;
  /** Whether it reads a mask and a masked picture beside the latents. */
  readonly inpaints: boolean;
  /** Width of the hidden states that it reads, where the files say it. */
  readonly promptWidth: number | undefined;
  /** Width of the embedding of one number of the time ids, and of all of them together with the pooled prompt. */
  readonly timeIdWidth: number | undefined;
  readonly addedWidth: number | undefined;
}

/**
 * What a UNet2DConditionModel says of itself.
 * @throws ArcspaceError for one that is for another task than text to image.
 */
export async function readUnet(reading: ModelReading, usualSize: number): Promise<UnetConfig> {
  const config = await reading.config('unet', unetSchema);
  const inputs = reading.signature('unet')?.inputs;
  const declared = fixed(inputs?.get('sample')?.shape[1]);
  const channels = config.in_channels ?? declared;
  requireChannels(reading, channels);
  requireDeclared(reading, channels, declared);
  const width = config.cross_attention_dim;
  const guidanceWidth = config.time_cond_proj_dim ?? fixed(inputs?.get('timestep_cond')?.shape[1]);
  return {
    nativeSize: pair(config.sample_size ?? usualSize),
    guidanceWidth,
    inpaints: channels === inpaintingChannels(reading),
    guidanceKind: guidanceWidth === undefined ? 'classifier-free' : 'embedded',
    promptWidth:
      fixed(inputs?.get('encoder_hidden_states')?.shape[2]) ?? (typeof width === 'number' ? width : undefined),
    timeIdWidth: config.addition_time_embed_dim ?? undefined,
    addedWidth: config.projection_class_embeddings_input_dim ?? undefined,
  };
}

/** A length that does not vary. */
export function fixed(length: number | string | undefined): number | undefined {
  return typeof length === 'number' && length > 0 ? length : undefined;
}

export function pair(value: number | [number, number]): LatentSize {
  return typeof value === 'number' ? [value, value] : value;
}

/** What the UNets of Stable Diffusion with more channels are for. */
const otherTasks: Readonly<Record<number, string>> = {
  5: 'depth to image',
  7: 'upscaling',
  8: 'editing by instruction',
};

/** @throws ArcspaceError where the network and what its config.json says are of two models. */
function requireDeclared({ name, folder }: ModelReading, said: number | undefined, declared: number | undefined): void {
  if (said === declared || declared === undefined) return;
  throw new ArcspaceError(
    'broken-model',
    `The UNet of ${name} takes ${declared} channels, and its config.json says ${said}.`,
    'The two belong to different models: copy the whole unet folder again.',
    { file: join(folder, 'unet', 'config.json') },
  );
}

/** Latents, a mask, and the masked picture. */
function inpaintingChannels({ latentChannels }: Pick<ModelReading, 'latentChannels'>): number {
  return 2 * latentChannels + 1;
}

function requireChannels({ name, folder, latentChannels, whenMixed }: ModelReading, given: number | undefined): void {
  if (given === undefined || given === latentChannels || given === inpaintingChannels({ latentChannels })) return;
  const task = otherTasks[given];
  throw new ArcspaceError(
    'unsupported-model',
    `The UNet of ${name} takes ${given} channels and its VAE has ${latentChannels}.`,
    task
      ? `This is a model for ${task}, which Arcspace does not run. Use the plain text to image model.`
      : `The two belong to different models: ${whenMixed}.`,
    { file: join(folder, 'unet', 'config.json') },
  );
}
