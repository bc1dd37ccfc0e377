import { join } from 'node:path';
import type { NoiseSchedule } from '../../diffusion/noiseSchedule.ts';
import { parseSchedulerConfig } from '../../diffusion/parseSchedulerConfig.ts';
import { forStableDiffusion } from '../../diffusion/schedulerConfig.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import { checkNetworkFile } from '../networkFiles/checkNetworkFile.ts';
import { nameInModel } from '../networkFiles/modelFileErrors.ts';
import { loadPromptTokenizer, type PromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { type ModelConfigs, readModelConfigs } from './modelConfigs.ts';
import { findParts, type NetworkFiles } from './modelParts.ts';

/** All of a model but its networks, which are opened when they are first needed. */
export interface ModelDescription {
  readonly networks: NetworkFiles;
  readonly configs: ModelConfigs;
  readonly training: NoiseSchedule;
  readonly tokenizer: PromptTokenizer;
  /** What does not work, and what is not as usual. A sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads a model folder, and looks whether everything in it is whole.
 * @throws ArcspaceError naming the missing or broken part.
 */
export async function readModel(folder: string): Promise<ModelDescription> {
  const networks = await findParts(folder);
  const { text_encoder, unet, vae_decoder } = networks;
  for (const file of [text_encoder, unet, vae_decoder]) await checkNetworkFile(file);
  const configs = await readModelConfigs(folder);
  return {
    networks,
    configs,
    training: noiseSchedule(folder, configs.scheduler),
    tokenizer: await loadPromptTokenizer(join(folder, 'tokenizer'), configs.positions),
    notes: [...(await encoderNotes(networks)), ...precisionNotes(networks)],
  };
}

async function encoderNotes({ vae_encoder: file }: NetworkFiles): Promise<string[]> {
  if (!file) return ['It has no VAE encoder, so it cannot encode pictures.'];
  try {
    await checkNetworkFile(file);
    return [];
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return [`It cannot encode pictures: ${message} ${remedy}`];
  }
}

function precisionNotes(networks: NetworkFiles): string[] {
  const unusual = Object.values(networks).filter((file) => file !== undefined && !file.endsWith('model.onnx'));
  const names = unusual.map((file) => nameInModel(file as string));
  return names.length > 0 ? [`It runs ${names.join(', ')}.`] : [];
}

function noiseSchedule(folder: string, scheduler: ModelConfigs['scheduler']): NoiseSchedule {
  try {
    return parseSchedulerConfig(forStableDiffusion(scheduler));
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    const file = join(folder, 'scheduler', 'scheduler_config.json');
    throw new ArcspaceError('broken-model', `${detail}.`, 'Copy the scheduler folder of the model again.', { file });
  }
}
