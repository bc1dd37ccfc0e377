import { basename } from 'node:path';
import { networkDenoiser } from '../../diffusion/denoiser.ts';
import type { LatentSpace, LoadedModel } from '../../diffusion/model.ts';
import { combineHashes } from '../files/hasher.ts';
import { createPreview } from '../networks/preview.ts';
import { textEncoder } from '../networks/textEncoder.ts';
import { unetNetwork } from '../networks/unet.ts';
import { onnxVae } from '../networks/vae.ts';
import { once } from '../once.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { ModelConfigs } from './modelConfigs.ts';
import { readModel } from './readModel.ts';

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
  const { networks, configs, training, tokenizer } = await readModel(folder);
  const name = basename(folder);
  const space = latentSpace(name, configs, hashes);
  const vae = onnxVae(
    {
      id: space.id,
      space,
      scale: configs.scale,
      shift: configs.shift,
      encoderFile: networks.vae_encoder,
      decoderFile: networks.vae_decoder,
    },
    pool,
  );
  const encoderId = partHash(hashes, ['text_encoder/', 'tokenizer/']);
  const encoder = textEncoder(encoderId, networks.text_encoder, tokenizer, pool);
  const denoiser = networkDenoiser({
    id: combineHashes(hashes),
    name,
    space,
    training,
    nativeSize: configs.nativeSize,
    network: unetNetwork(networks.unet, pool, configs.downscale),
    emptyPrompt: once(() => encoder.encode('')),
    preview: createPreview(vae, networks.vae_decoder),
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
