import { networkDenoiser } from '../../diffusion/denoiser.ts';
import type { LatentSpace, LoadedModel, Vae } from '../../diffusion/model.ts';
import { combineHashes } from '../files/hasher.ts';
import { createPreview } from '../networks/preview.ts';
import { type PromptReader, promptReader } from '../networks/promptReader.ts';
import { textNetwork } from '../networks/textNetwork.ts';
import { onnxVae } from '../networks/vae.ts';
import { once } from '../once.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { modelTextEncoder } from './modelTextEncoder.ts';
import { type ModelDescription, readModel } from './readModel.ts';

type Hashes = Readonly<Record<string, string>>;

/**
 * Makes a model of a folder. Networks are opened when they are first needed.
 * @param hashes sha256 of each file by its name in the folder.
 * @throws ArcspaceError naming the missing or broken part.
 */
export async function loadModel(folder: string, hashes: Hashes, pool: SessionPool): Promise<LoadedModel> {
  return openModel(await readModel(folder), hashes, pool);
}

export function openModel(description: ModelDescription, hashes: Hashes, pool: SessionPool): LoadedModel {
  const { parts, model, training } = description;
  const vae = vaeOf(description, hashes, pool);
  const running = model.open({
    pool,
    denoiserFile: parts.networks[parts.family.denoiser.part] as string,
    downscale: vae.space.downscale,
    reader: readersOf(description, pool),
  });
  const textEncoder = modelTextEncoder(partHash(hashes, encoderFolders(description)), running);
  const emptyPrompt = once(() => textEncoder.encode(''));
  const denoiser = networkDenoiser({
    id: combineHashes(hashes),
    name: parts.sketch.name,
    space: vae.space,
    training,
    guidanceKind: model.guidanceKind,
    nativeSize: model.nativeSize,
    network: running.network,
    withoutNegative: async (positive) => running.withoutNegative?.(positive) ?? emptyPrompt(),
    preview: createPreview(vae, parts.networks.vae_decoder as string),
  });
  return { denoiser, vae, textEncoder };
}

function vaeOf({ parts, model, vae }: ModelDescription, hashes: Hashes, pool: SessionPool): Vae {
  const space: LatentSpace = {
    id: partHash(hashes, ['vae_encoder/', 'vae_decoder/']),
    name: parts.sketch.name,
    channels: vae.channels,
    downscale: vae.downscale,
    multiple: model.multiple,
  };
  const files = { encoderFile: parts.vaeEncoder, decoderFile: parts.networks.vae_decoder as string };
  return onnxVae({ id: space.id, space, scale: vae.scale, shift: vae.shift, ...files }, pool);
}

/** A reader for each text encoder that the model has. */
function readersOf(
  { parts, tokenizers }: ModelDescription,
  pool: SessionPool,
): (part: string) => PromptReader | undefined {
  const readers = new Map(
    parts.encoders.flatMap(({ network, masked = false, kind }) => {
      const conventions = { masked, chunked: kind !== 't5' };
      const [tokenizer, file] = [tokenizers.get(network), parts.networks[network]];
      return tokenizer && file
        ? [[network, promptReader(tokenizer, textNetwork(file, pool), conventions)] as const]
        : [];
    }),
  );
  return (part) => readers.get(part);
}

function encoderFolders({ parts }: ModelDescription): string[] {
  return parts.encoders.flatMap(({ network, tokenizer }) => [`${network}/`, `${tokenizer}/`]);
}

function partHash(hashes: Hashes, folders: readonly string[]): string {
  const own = Object.entries(hashes).filter(([name]) => folders.some((part) => name.startsWith(part)));
  return combineHashes(Object.fromEntries(own));
}
