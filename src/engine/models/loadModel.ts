import { basename, join } from 'node:path';
import { networkDenoiser } from '../../diffusion/denoiser.ts';
import type { LatentSpace, LoadedModel } from '../../diffusion/model.ts';
import { parseSchedulerConfig, type TrainingSchedule } from '../../diffusion/trainingSchedule.ts';
import { ArcspaceError } from '../../graph/problem.ts';
import { combineHashes } from '../files/hasher.ts';
import { createPreview } from '../networks/preview.ts';
import { textEncoder } from '../networks/textEncoder.ts';
import { unetNetwork } from '../networks/unet.ts';
import { onnxVae } from '../networks/vae.ts';
import { once } from '../once.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { loadPromptTokenizer } from '../tokenizer/promptTokenizer.ts';
import { type ModelConfigs, readModelConfigs } from './modelConfigs.ts';
import { checkModelFolder, networkFile } from './modelFolder.ts';

/**
 * Makes a model of a folder. Networks are opened when they are first needed.
 * @param hashes sha256 of each file by its name in the folder.
 * @throws ArcspaceError naming the missing or broken part.
 */
export async function loadModel(
  folder: string,
  hashes: Readonly<Record<string, string>>,
  pool: SessionPool,
): Promise<LoadedModel> {
  await checkModelFolder(folder);
  const configs = await readModelConfigs(folder);
  const name = basename(folder);
  const space = latentSpace(name, configs, hashes);
  const tokenizer = await loadPromptTokenizer(join(folder, 'tokenizer'), configs.positions);
  const vae = onnxVae(
    {
      id: space.id,
      space,
      scale: configs.scale,
      shift: configs.shift,
      encoderFile: networkFile(folder, 'vae_encoder'),
      decoderFile: networkFile(folder, 'vae_decoder'),
    },
    pool,
  );
  const encoder = textEncoder(
    partHash(hashes, ['text_encoder/', 'tokenizer/']),
    networkFile(folder, 'text_encoder'),
    tokenizer,
    pool,
  );
  const denoiser = networkDenoiser({
    id: combineHashes(hashes),
    name,
    space,
    training: trainingSchedule(folder, configs.scheduler),
    nativeSize: configs.nativeSize,
    network: unetNetwork(networkFile(folder, 'unet'), pool, configs.downscale),
    emptyPrompt: once(() => encoder.encode('')),
    preview: createPreview(vae, networkFile(folder, 'vae_decoder')),
  });
  return { denoiser, vae, textEncoder: encoder };
}

function latentSpace(name: string, configs: ModelConfigs, hashes: Readonly<Record<string, string>>): LatentSpace {
  const id = partHash(hashes, ['vae_encoder/', 'vae_decoder/']);
  return { id, name, channels: configs.latentChannels, downscale: configs.downscale };
}

function partHash(hashes: Readonly<Record<string, string>>, parts: readonly string[]): string {
  const own = Object.entries(hashes).filter(([name]) => parts.some((part) => name.startsWith(part)));
  return combineHashes(Object.fromEntries(own));
}

function trainingSchedule(folder: string, scheduler: unknown): TrainingSchedule {
  try {
    return parseSchedulerConfig(scheduler);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    const file = join(folder, 'scheduler', 'scheduler_config.json');
    throw new ArcspaceError('broken-model', detail, 'Copy the scheduler folder of the model again.', { file });
  }
}
