import { basename, join } from 'node:path';
import { z } from 'zod';
import type { NoiseSchedule } from '../../diffusion/noiseSchedule.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import { checkNetworkFile } from '../networkFiles/checkNetworkFile.ts';
import { nameInModel } from '../networkFiles/modelFileErrors.ts';
import type { NetworkSignature } from '../networkFiles/networkSignature.ts';
import { inputsOf } from '../networks/denoisingNetwork.ts';
import { loadPromptTokenizer, type PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { checkEncoder } from './checkEncoder.ts';
import { checkVaeDecoder, checkVaeEncoder } from './checkVae.ts';
import type { EncoderPart, FamilyModel, ModelReading } from './families/family.ts';
import { findParts, type ModelParts } from './modelParts.ts';
import { readJson, readOptionalJson } from './readJson.ts';
import { readVaeConfig, type VaeConfig } from './vaeConfig.ts';

/** All of a model but its networks, which are opened when they are first needed. */
export interface ModelDescription {
  readonly parts: ModelParts;
  readonly model: FamilyModel;
  readonly vae: VaeConfig;
  readonly training: NoiseSchedule;
  /** What the networks that the model must have declare, by part. */
  readonly signatures: ReadonlyMap<string, NetworkSignature>;
  /** The same of the VAE encoder; undefined where there is none that works. */
  readonly vaeEncoder: NetworkSignature | undefined;
  /** By the text encoders that they go before. */
  readonly tokenizers: ReadonlyMap<string, PromptTokenizer>;
  /** What does not work, and what is not as usual. A sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads a model folder, and looks whether everything in it is whole and belongs together.
 * @throws ArcspaceError naming the missing or broken part.
 */
export async function readModel(folder: string): Promise<ModelDescription> {
  const parts = await findParts(folder);
  const signatures = new Map<string, NetworkSignature>();
  for (const [part, file] of Object.entries(parts.networks)) signatures.set(part, await checkNetworkFile(file));
  for (const encoder of parts.encoders) {
    const [file, signature] = [parts.networks[encoder.network], signatures.get(encoder.network)];
    if (file && signature) await checkEncoder(folder, encoder, file, signature);
  }
  const vae = await readVaeConfig(folder, parts.family);
  checkVaeDecoder(
    parts.networks.vae_decoder as string,
    signatures.get('vae_decoder') as NetworkSignature,
    vae.channels,
  );
  const model = await parts.family.read(readingOf(parts, signatures, vae));
  requireInputs(parts, signatures, model);
  const encoder = await vaeEncoderOf(parts, vae);
  return {
    parts,
    vae,
    model,
    signatures,
    training: await noiseSchedule(parts),
    tokenizers: await tokenizersOf(parts),
    vaeEncoder: encoder.signature,
    notes: [...encoder.notes, ...precisionNotes(parts)],
  };
}

/** A network that is not the one that its configuration describes shows by what it reads. */
function requireInputs(
  { family: { denoiser }, networks }: ModelParts,
  signatures: ReadonlyMap<string, NetworkSignature>,
  { roles }: FamilyModel,
): void {
  const signature = signatures.get(denoiser.part);
  if (signature) inputsOf(signature.inputs, networks[denoiser.part] as string, roles);
}

function readingOf(
  { sketch, index }: ModelParts,
  signatures: ReadonlyMap<string, NetworkSignature>,
  vae: VaeConfig,
): ModelReading {
  return {
    ...sketch,
    index,
    latentChannels: vae.channels,
    config: async (part, schema) =>
      (await readOptionalJson(join(sketch.folder, part, 'config.json'), schema)) ?? schema.parse({}),
    signature: (part) => signatures.get(part),
  };
}

const textSchema = z.looseObject({
  max_position_embeddings: z.int().min(1).max(65_536).optional(),
  vocab_size: z.int().min(1).optional(),
});

async function tokenizersOf({ sketch, encoders }: ModelParts): Promise<Map<string, PromptTokenizer>> {
  const tokenizers = new Map<string, PromptTokenizer>();
  for (const part of encoders) {
    const folder = join(sketch.folder, part.tokenizer);
    const config = await readOptionalJson(join(sketch.folder, part.network, 'config.json'), textSchema);
    const tokenizer = await loadPromptTokenizer(folder, part.kind === 't5' ? 't5' : 'clip', lengthOf(part, config));
    requireVocabulary(tokenizer, config?.vocab_size, folder);
    tokenizers.set(part.network, tokenizer);
  }
  return tokenizers;
}

/** CLIP has an embedding for each position and no more; T5 has not, so the family says how many it was trained with. */
function lengthOf({ kind, length }: EncoderPart, config: z.output<typeof textSchema> | undefined): number {
  return kind === 't5' ? length : (config?.max_position_embeddings ?? length);
}

/** The special tokens of CLIP are its last: a tokenizer of another model has them elsewhere. */
function requireVocabulary(tokenizer: PromptTokenizer, words: number | undefined, folder: string): void {
  const largest = Math.max(...tokenizer.frame([]));
  if (words === undefined || largest < words) return;
  throw new ArcspaceError(
    'broken-model',
    `${basename(folder)} counts tokens to ${largest}, and its text encoder knows ${words}.`,
    'It is the tokenizer of another model: copy the whole model folder again.',
    { file: folder },
  );
}

async function vaeEncoderOf(
  { vaeEncoder: file }: ModelParts,
  { channels }: VaeConfig,
): Promise<{ signature?: NetworkSignature; notes: readonly string[] }> {
  if (!file) return { notes: ['It has no VAE encoder, so it cannot encode pictures.'] };
  try {
    const signature = await checkNetworkFile(file);
    checkVaeEncoder(file, signature, channels);
    return { signature, notes: [] };
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return { notes: [`It cannot encode pictures: ${message} ${remedy}`] };
  }
}

function precisionNotes({ networks, vaeEncoder }: ModelParts): string[] {
  const files = [...Object.values(networks), ...(vaeEncoder ? [vaeEncoder] : [])];
  const names = files.filter((file) => !file.endsWith('model.onnx')).map(nameInModel);
  return names.length > 0 ? [`It runs ${names.join(', ')}.`] : [];
}

async function noiseSchedule({ sketch, family }: ModelParts): Promise<NoiseSchedule> {
  const file = join(sketch.folder, 'scheduler', 'scheduler_config.json');
  const config = await readJson(file, z.looseObject({}));
  try {
    return parseSchedulerConfig(family.schedule?.(config) ?? config, family.conventions);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ArcspaceError(
      'broken-model',
      `${detail}.`,
      'Correct that key of the file, or copy the scheduler folder of the model again.',
      { file },
    );
  }
}
