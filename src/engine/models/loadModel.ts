import { networkDenoiser } from '../../diffusion/denoiser.ts';
import type { LatentSpace, LoadedModel, Vae } from '../../diffusion/model.ts';
import { combineHashes } from '../files/hasher.ts';
import { createPreview } from '../networks/preview.ts';
import { type PromptReader, promptReader } from '../networks/promptReader.ts';
import { textNetwork } from '../networks/textNetwork.ts';
import { onnxVae } from '../networks/vae.ts';
import { once } from '../once.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import { modelTextEncoder } from './modelTextEncoder.ts';
import { type ModelDescription, readModel } from './readModel.ts';

type Hashes = Readonly<Record<string, string>>;

/**
 * Makes a model of a folder or a file. Networks are opened when they are first needed.
 * @param hashes sha256 of each file by its name in the model.
 * @throws ArcspaceError naming the missing or broken part.
 */
export async function loadModel(path: string, hashes: Hashes, pool: SessionPool): Promise<LoadedModel> {
  return openModel(await readModel(path), hashes, pool);
}

export function openModel(description: ModelDescription, hashes: Hashes, pool: SessionPool): LoadedModel {
  const { parts, model, training } = description;
  const vae = vaeOf(description, hashes, pool);
  const running = model.open({
    pool,
    denoiser: parts.networks[parts.family.denoiser.part] as NetworkSource,
    downscale: vae.space.downscale,
    reader: readersOf(description, pool),
  });
  const textEncoder = modelTextEncoder(partHash(description, hashes, encoderParts(description)), running);
  const emptyPrompt = once(() => textEncoder.encode(''));
  const denoiser = networkDenoiser({
    id: combineHashes(hashes),
    name: parts.layout.sketch.name,
    space: vae.space,
    training,
    guidanceKind: model.guidanceKind,
    nativeSize: model.nativeSize,
    network: running.network,
    withoutNegative: async (positive) => running.withoutNegative?.(positive) ?? emptyPrompt(),
    preview: createPreview(vae, parts.networks.vae_decoder as NetworkSource),
  });
  return { denoiser, vae, textEncoder };
}

function vaeOf(description: ModelDescription, hashes: Hashes, pool: SessionPool): Vae {
  const { parts, model, vae } = description;
  const space: LatentSpace = {
    id: partHash(description, hashes, ['vae_encoder', 'vae_decoder']),
    name: parts.layout.sketch.name,
    channels: vae.channels,
    downscale: vae.downscale,
    multiple: model.multiple,
  };
  const networks = { encoder: parts.vaeEncoder, decoder: parts.networks.vae_decoder as NetworkSource };
  return onnxVae({ id: space.id, space, scale: vae.scale, shift: vae.shift, ...networks }, pool);
}

/** A reader for each text encoder that the model has. */
function readersOf(
  { parts, tokenizers }: ModelDescription,
  pool: SessionPool,
): (part: string) => PromptReader | undefined {
  const readers = new Map(
    parts.encoders.flatMap(({ network, masked = false, kind }) => {
      const conventions = { masked, chunked: kind !== 't5' };
      const [tokenizer, source] = [tokenizers.get(network), parts.networks[network]];
      return tokenizer && source
        ? [[network, promptReader(tokenizer, textNetwork(source, pool), conventions)] as const]
        : [];
    }),
  );
  return (part) => readers.get(part);
}

function encoderParts({ parts }: ModelDescription): string[] {
  return parts.encoders.flatMap(({ network, tokenizer }) => [network, tokenizer]);
}

function partHash({ parts: { layout } }: ModelDescription, hashes: Hashes, parts: readonly string[]): string {
  const own = Object.entries(hashes).filter(([name]) => parts.some((part) => layout.owns(part, name)));
  return combineHashes(Object.fromEntries(own));
}
