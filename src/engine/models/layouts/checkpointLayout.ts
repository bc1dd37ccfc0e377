import { basename, extname } from 'node:path';
import type { z } from 'zod';
import { ArcspaceError, problemFrom } from '../../../graph/problem.ts';
import { builtSource } from '../../checkpoints/builtSource.ts';
import type { Checkpoint } from '../../checkpoints/singleFile/checkpoint.ts';
import { readCheckpoint } from '../../checkpoints/singleFile/readCheckpoint.ts';
import { settingsFile } from '../../checkpoints/singleFile/settingsBeside.ts';
import { brokenFile } from '../../networkFiles/modelFileErrors.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import { loadShippedTokenizer } from '../../tokenizer/shippedTokenizer.ts';
import type { ModelLayout, TokenizerSource } from './modelLayout.ts';

/**
 * A model in one .safetensors file, as people share them. What such a file does not hold is known from its family.
 * @throws ArcspaceError for a file that is not whole, or no model that Arcspace runs.
 */
export async function checkpointLayout(file: string): Promise<ModelLayout> {
  const checkpoint = await readCheckpoint(file);
  const network = async (part: string) => networkOf(checkpoint, part);
  return {
    index: checkpoint.index,
    notes: checkpoint.guesses.map(({ why }) => why),
    chosen: checkpoint.chosen,
    sketch: sketchOf(checkpoint),
    network,
    requireNetwork: async (part) => (await network(part)) ?? missing(checkpoint, part),
    config: async (part, schema) => configOf(checkpoint, part, schema),
    scheduler: async () => ({ file, config: checkpoint.scheduler }),
    tokenizer: async (part) => tokenizerOf(checkpoint, part),
    files: async () => checkpoint.files.map((path) => ({ name: basename(path), path })),
    owns: () => true,
  };
}

function sketchOf({ file, pipeline, parts }: Checkpoint): ModelLayout['sketch'] {
  const className = (parts.get('unet') ?? parts.get('transformer'))?.config._class_name;
  return {
    folder: file,
    name: basename(file, extname(file)),
    pipeline,
    parts: new Set(parts.keys()),
    denoiserClass: typeof className === 'string' ? className : undefined,
    whenMixed: 'use the file as its author offers it, or choose other parts in Load model from parts',
  };
}

/** The whole VAE is one part of a checkpoint. */
function partOf({ parts }: Checkpoint, part: string) {
  return parts.get(part.startsWith('vae_') ? 'vae' : part);
}

function networkOf(checkpoint: Checkpoint, part: string): NetworkSource | undefined {
  const found = partOf(checkpoint, part);
  return found && builtSource({ part, file: found.file, read: async () => ({ part, ...found }) });
}

function missing({ file, title }: Checkpoint, part: string): never {
  const settings = JSON.stringify({ [part === 'vae_decoder' ? 'vae' : part]: { file: 'part.safetensors' } });
  throw new ArcspaceError(
    'missing-model-file',
    `${basename(file)} is a ${title} model without ${partWords[part] ?? `its ${part}`}.`,
    `Choose ${chosenAs[part] ?? 'it'} in a node "Load model from parts", or say in ${basename(settingsFile(file))} beside it where that part is: ${settings}.`,
    { file },
  );
}

const chosenAs: Readonly<Record<string, string>> = {
  vae_decoder: 'one',
  text_encoder: 'one',
};

const partWords: Readonly<Record<string, string>> = {
  vae_decoder: 'a VAE',
  text_encoder: 'a text encoder',
  text_encoder_2: 'its second text encoder',
  text_encoder_3: 'its third text encoder',
};

function configOf<S extends z.ZodType>(checkpoint: Checkpoint, part: string, schema: S): z.output<S> | undefined {
  const found = partOf(checkpoint, part);
  if (!found) return undefined;
  const parsed = schema.safeParse(found.config);
  if (parsed.success) return parsed.data;
  throw brokenFile(checkpoint.file, `has a ${part} of an unusual shape: ${problemFrom(parsed.error).message}.`);
}

/** Checkpoints hold none: those of their families come with the program. */
function tokenizerOf({ file, tokenizers }: Checkpoint, part: string): TokenizerSource {
  const tokenizer = tokenizers.get(part) ?? { kind: 'clip' };
  return { place: file, load: (positions) => loadShippedTokenizer(tokenizer, positions) };
}
