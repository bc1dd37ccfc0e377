import { basename } from 'node:path';
import { z } from 'zod';
import type { NoiseSchedule } from '../../diffusion/noiseSchedule.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import { nameInModel } from '../networkFiles/modelFileErrors.ts';
import type { NetworkSignature } from '../networkFiles/networkSignature.ts';
import { inputsOf } from '../networks/denoisingNetwork.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { checkEncoder } from './checkEncoder.ts';
import { checkVaeDecoder, checkVaeEncoder } from './checkVae.ts';
import type { EncoderPart, FamilyModel, FolderSketch, ModelReading } from './families/family.ts';
import { findParts, type ModelParts, tokenizerKind } from './modelParts.ts';
import type { ModelSource } from './modelSource.ts';
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
 * Reads a model, and looks whether everything in it is whole and belongs together.
 * @throws ArcspaceError naming the missing or broken part.
 */
export async function readModel(source: ModelSource): Promise<ModelDescription> {
  const parts = await findParts(source);
  const { layout } = parts;
  const signatures = new Map<string, NetworkSignature>();
  for (const [part, network] of Object.entries(parts.networks)) signatures.set(part, await network.signature());
  for (const encoder of parts.encoders) {
    const [network, signature] = [parts.networks[encoder.network], signatures.get(encoder.network)];
    if (network && signature) await checkEncoder(layout, encoder, network.file, signature);
  }
  const training = await noiseSchedule(parts);
  const vae = await readVaeConfig(layout, parts.family.vae, training);
  checkVaeDecoder(
    (parts.networks.vae_decoder as NetworkSource).file,
    signatures.get('vae_decoder') as NetworkSignature,
    vae.channels,
    layout.sketch,
  );
  const model = await parts.family.read(readingOf(parts, signatures, vae));
  requireInputs(parts, signatures, model);
  const encoder = await vaeEncoderOf(parts, vae);
  return {
    parts,
    vae,
    model,
    signatures,
    training,
    tokenizers: await tokenizersOf(parts),
    vaeEncoder: encoder.signature,
    notes: [...layout.notes, ...encoder.notes, ...precisionNotes(parts)],
  };
}

/** A network that is not the one that its configuration describes shows by what it reads. */
function requireInputs(
  { family: { denoiser }, networks }: ModelParts,
  signatures: ReadonlyMap<string, NetworkSignature>,
  { roles }: FamilyModel,
): void {
  const signature = signatures.get(denoiser.part);
  if (signature) inputsOf(signature.inputs, (networks[denoiser.part] as NetworkSource).file, roles);
}

function readingOf(
  { layout }: ModelParts,
  signatures: ReadonlyMap<string, NetworkSignature>,
  vae: VaeConfig,
): ModelReading {
  return {
    ...layout.sketch,
    index: layout.index,
    latentChannels: vae.channels,
    config: async (part, schema) => (await layout.config(part, schema)) ?? schema.parse({}),
    signature: (part) => signatures.get(part),
  };
}

const textSchema = z.looseObject({
  max_position_embeddings: z.int().min(1).max(65_536).optional(),
  vocab_size: z.int().min(1).optional(),
});

async function tokenizersOf({ layout, encoders }: ModelParts): Promise<Map<string, PromptTokenizer>> {
  const tokenizers = new Map<string, PromptTokenizer>();
  for (const part of encoders) {
    const source = await layout.tokenizer(part.tokenizer, tokenizerKind(part));
    const config = await layout.config(part.network, textSchema);
    const tokenizer = await source.load(lengthOf(part, config));
    requireVocabulary(tokenizer, config?.vocab_size, source.place, layout.sketch);
    tokenizers.set(part.network, tokenizer);
  }
  return tokenizers;
}

/** CLIP has an embedding for each position and no more; T5 has not, so the family says how many it was trained with. */
function lengthOf({ kind, length }: EncoderPart, config: z.output<typeof textSchema> | undefined): number {
  return kind === 't5' ? length : (config?.max_position_embeddings ?? length);
}

/** The special tokens of CLIP are its last: a tokenizer of another model has them elsewhere. */
function requireVocabulary(
  tokenizer: PromptTokenizer,
  words: number | undefined,
  folder: string,
  { whenMixed }: FolderSketch,
): void {
  const largest = Math.max(...tokenizer.frame([]));
  if (words === undefined || largest < words) return;
  throw new ArcspaceError(
    'broken-model',
    `${basename(folder)} counts tokens to ${largest}, and its text encoder knows ${words}.`,
    `It is the tokenizer of another model: ${whenMixed}.`,
    { file: folder },
  );
}

async function vaeEncoderOf(
  { vaeEncoder: network, layout }: ModelParts,
  { channels }: VaeConfig,
): Promise<{ signature?: NetworkSignature; notes: readonly string[] }> {
  if (!network) return { notes: ['It has no VAE encoder, so it cannot encode pictures.'] };
  try {
    const signature = await network.signature();
    checkVaeEncoder(network.file, signature, channels, layout.sketch);
    return { signature, notes: [] };
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return { notes: [`It cannot encode pictures: ${message} ${remedy}`] };
  }
}

function precisionNotes({ networks, vaeEncoder }: ModelParts): string[] {
  const used = [...Object.values(networks), ...(vaeEncoder ? [vaeEncoder] : [])];
  const names = used
    .filter(({ file }) => file.endsWith('.onnx') && !file.endsWith('model.onnx'))
    .map(({ file }) => nameInModel(file));
  return names.length > 0 ? [`It runs ${names.join(', ')}.`] : [];
}

async function noiseSchedule({ layout, family }: ModelParts): Promise<NoiseSchedule> {
  const { file, config } = await layout.scheduler();
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
