import type { Conditioning, TextEncoder } from '../../diffusion/conditioning.ts';
import { networkDenoiser } from '../../diffusion/denoiser.ts';
import type { KnownPicture } from '../../diffusion/inpainting.ts';
import type { Denoiser, Inpainting, LatentSpace, LoadedModel, Vae } from '../../diffusion/model.ts';
import { combineHashes } from '../files/hasher.ts';
import { createPreview } from '../networks/preview.ts';
import { type PromptReader, promptReader } from '../networks/promptReader.ts';
import { textNetwork } from '../networks/textNetwork.ts';
import { onnxVae } from '../networks/vae.ts';
import { once } from '../once.ts';
import type { NetworkSource } from '../sessions/networkSource.ts';
import type { SessionPool } from '../sessions/sessionPool.ts';
import type { RunningModel } from './families/family.ts';
import type { ModelSource } from './modelSource.ts';
import { modelTextEncoder } from './modelTextEncoder.ts';
import { changeable, changedId, type Hashes, type Opening } from './opening.ts';
import { type EncoderEmbeddings, poolWithEmbeddings, promptEmbeddings, withEmbeddings } from './promptEmbeddings.ts';
import { type ModelDescription, readModel } from './readModel.ts';

/**
 * Makes a model of a folder or a file. Networks are opened when they are first needed.
 * @param hashes sha256 of each file by its name in the model.
 * @throws ArcspaceError naming the missing or broken part.
 */
export async function loadModel(
  source: ModelSource,
  hashes: Hashes,
  pool: SessionPool,
  readers: FileReaders,
): Promise<LoadedModel> {
  return openModel(await readModel(source), hashes, pool, readers);
}

/** How files are read that models are changed by. */
export type FileReaders = Pick<Opening, 'loras' | 'embeddings'>;

export function openModel(
  description: ModelDescription,
  hashes: Hashes,
  pool: SessionPool,
  readers: FileReaders,
): LoadedModel {
  const opening: Opening = { description, hashes, pool, ...readers, lora: { terms: [] } };
  const vae = vaeOf(opening);
  const textEncoder = textEncoderOf(opening);
  const emptyPrompt = once(() => textEncoder.encode(''));
  return { denoiser: denoiserOf(opening, { vae, emptyPrompt }), vae, textEncoder };
}

/** The parts of a model that its denoiser works with. */
interface Surroundings {
  readonly vae: Vae;
  emptyPrompt(): Promise<Conditioning>;
}

function denoiserOf(opening: Opening, around: Surroundings, known: KnownPicture | null = null): Denoiser {
  const { parts, model, training } = opening.description;
  const running = runningModel(opening);
  const denoiser = networkDenoiser({
    id: changedId(combineHashes(opening.hashes), opening),
    name: parts.layout.sketch.name,
    space: around.vae.space,
    training,
    guidanceKind: model.guidanceKind,
    nativeSize: model.nativeSize,
    network: running.network,
    ...(model.inpaints && { known }),
    withoutNegative: async (positive) => running.withoutNegative?.(positive) ?? around.emptyPrompt(),
    preview: createPreview(around.vae, parts.networks.vae_decoder as NetworkSource),
  });
  const withLora = changeable(opening, [parts.family.denoiser.part], (changed) => denoiserOf(changed, around, known));
  const inpainting: Inpainting = {
    told: known !== null,
    tell: (picture) => denoiserOf(opening, around, picture),
  };
  return { ...denoiser, ...(withLora && { withLora }), ...(model.inpaints && { inpainting }) };
}

function textEncoderOf(opening: Opening): TextEncoder {
  const { parts } = opening.description;
  const id = changedId(partHash(opening, encoderParts(opening)), opening);
  const networks = parts.encoders.map(({ network }) => network);
  const withLora = changeable(opening, networks, textEncoderOf);
  return { ...modelTextEncoder(id, (texts) => readingModel(opening, texts)), ...(withLora && { withLora }) };
}

/** The model with text encoders that know the embeddings in some texts. */
async function readingModel(opening: Opening, texts: readonly string[]): Promise<RunningModel> {
  const { encoders, networks } = opening.description.parts;
  const clips = encoders.flatMap(({ network, kind }) => {
    const source = kind === 't5' ? undefined : networks[network];
    return source ? [[network, source] as const] : [];
  });
  return runningModel(opening, await promptEmbeddings(texts, new Map(clips), opening.embeddings));
}

type Embeddings = ReadonlyMap<string, EncoderEmbeddings>;

function runningModel({ description, pool }: Opening, embeddings: Embeddings = new Map()): RunningModel {
  const { parts, model, vae } = description;
  return model.open({
    pool,
    denoiser: parts.networks[parts.family.denoiser.part] as NetworkSource,
    downscale: vae.downscale,
    reader: readersOf(description, pool, embeddings),
  });
}

function vaeOf(opening: Opening): Vae {
  const { parts, model, vae } = opening.description;
  const space: LatentSpace = {
    id: spaceId(opening),
    name: parts.layout.sketch.name,
    channels: vae.channels,
    downscale: vae.downscale,
    multiple: model.multiple,
  };
  const networks = { encoder: parts.vaeEncoder, decoder: parts.networks.vae_decoder as NetworkSource };
  return onnxVae({ id: space.id, space, scale: vae.scale, shift: vae.shift, ...networks }, opening.pool);
}

/** Latents of a model that was trained with EDM are scaled otherwise than those of its VAE elsewhere. */
function spaceId(opening: Opening): string {
  const vae = partHash(opening, ['vae_encoder', 'vae_decoder']);
  const { training } = opening.description;
  return training.kind === 'edm' ? combineHashes({ vae, sigma_data: String(training.dataScale) }) : vae;
}

/** A reader for each text encoder that the model has. */
function readersOf(
  { parts, tokenizers }: ModelDescription,
  pool: SessionPool,
  embeddings: Embeddings,
): (part: string) => PromptReader | undefined {
  const readers = new Map(
    parts.encoders.flatMap(({ network, masked = false, kind }) => {
      const conventions = { masked, chunked: kind !== 't5' };
      const [tokenizer, source, own] = [tokenizers.get(network), parts.networks[network], embeddings.get(network)];
      if (!tokenizer || !source) return [];
      const text = textNetwork(source, own ? poolWithEmbeddings(pool, own) : pool);
      return [[network, promptReader(own ? withEmbeddings(tokenizer, own) : tokenizer, text, conventions)] as const];
    }),
  );
  return (part) => readers.get(part);
}

function encoderParts({ description }: Opening): string[] {
  return description.parts.encoders.flatMap(({ network, tokenizer }) => [network, tokenizer]);
}

function partHash({ description, hashes }: Opening, parts: readonly string[]): string {
  const { layout } = description.parts;
  const own = Object.entries({ ...hashes, ...layout.assumed }).filter(([name]) =>
    parts.some((part) => layout.owns(part, name)),
  );
  return combineHashes(Object.fromEntries(own));
}
