import { join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { ModelReading } from './family.ts';
import { fixed } from './unet.ts';

const encoderSchema = z.looseObject({
  hidden_size: z.int().positive().optional(),
  d_model: z.int().positive().optional(),
  projection_dim: z.int().positive().nullish(),
});

export interface EncoderWidths {
  /** Of its hidden states. */
  readonly hidden: number | undefined;
  /** Of its projected vector. */
  readonly projection: number | undefined;
}

/** How wide the answers of a text encoder are: what its network declares, else what its config.json says. */
export async function encoderWidths(reading: ModelReading, part: string): Promise<EncoderWidths | undefined> {
  const signature = reading.signature(part);
  if (!signature) return undefined;
  const config = await reading.config(part, encoderSchema);
  const { outputs } = signature;
  const declared = outputs.get('hidden_states.0') ?? outputs.get('last_hidden_state');
  return {
    hidden: fixed(declared?.shape[2]) ?? config.hidden_size ?? config.d_model,
    projection: fixed(outputs.get('text_embeds')?.shape[1]) ?? config.projection_dim ?? undefined,
  };
}

/**
 * Refuses parts of two models. Widths that no file says are not compared.
 * @param what goes on after "Its text encoders give": "prompts", "a pooled prompt".
 */
export function requireWidth(
  { name, folder, whenMixed }: ModelReading,
  what: string,
  given: readonly (number | undefined)[],
  wanted: number | undefined,
  file: string,
): void {
  const known = given.filter((width) => width !== undefined);
  const sum = known.reduce((total, width) => total + width, 0);
  if (known.length < given.length || wanted === undefined || sum === wanted) return;
  throw new ArcspaceError(
    'broken-model',
    `The parts of ${name} belong to different models: its text encoders give ${what} ${sum} numbers wide (${file} reads ${wanted}).`,
    `${whenMixed.charAt(0).toUpperCase()}${whenMixed.slice(1)}.`,
    { file: join(folder, file) },
  );
}

/** FLUX reads four cells of a channel at once. @throws ArcspaceError when the VAE is that of another model. */
export function requirePackedChannels({ name, folder, latentChannels }: ModelReading, given: number | undefined): void {
  if (given === undefined || given === latentChannels * 4) return;
  throw new ArcspaceError(
    'unsupported-model',
    `The transformer of ${name} takes ${given} channels, and 2 x 2 cells of its VAE have ${latentChannels * 4}.`,
    'This is a model for another task, such as inpainting, or the two belong to different models: use the plain text to image model.',
    { file: join(folder, 'transformer', 'config.json') },
  );
}
