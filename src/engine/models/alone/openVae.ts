import type { Vae } from '../../../diffusion/model.ts';
import type { VaeKind } from '../../../graph/models/vaeKind.ts';
import { ArcspaceError } from '../../../graph/problem.ts';
import { combineHashes, type Hasher } from '../../files/hasher.ts';
import { onnxVae } from '../../networks/vae.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import type { SessionPool } from '../../sessions/sessionPool.ts';
import { configOfPart } from '../assembly/configOfPart.ts';
import type { TakenPart } from '../assembly/takenPart.ts';
import { takePart } from '../assembly/takePart.ts';
import { checkVaeDecoder, checkVaeEncoder } from '../checkVae.ts';
import { clipFamilyOf } from '../families/clips/index.ts';
import { byName, type HashedFile, hashedFiles } from '../hashedFiles.ts';
import { readVaeConfig, type VaeConfig } from '../vaeConfig.ts';
import { openClipVae } from './openClipVae.ts';
import { aloneConventions } from './vaeConventions.ts';
import { withoutDecoder } from './withoutDecoder.ts';

/** A VAE that lies alone. */
export interface VaeSource {
  readonly name: string;
  /** File or folder. */
  readonly path: string;
  readonly kind: VaeKind;
}

/** What AutoencoderKL of diffusers takes where its config.json does not say it. */
const usualScale = 0.18215;

const whenMixed = { whenMixed: 'copy the whole folder again' };

/** @throws ArcspaceError for a file that holds no VAE, and for one that does not say how its latents are scaled. */
export function takeVae({ path, kind }: VaeSource): Promise<TakenPart> {
  return takePart(path, { part: 'vae', recipe: aloneConventions[kind].recipe, own: {}, takesClips: kind === 'stated' });
}

/** The files that say what a VAE computes, hashed. */
export function filesOfVae({ files }: TakenPart, hasher: Hasher): Promise<readonly HashedFile[]> {
  return hashedFiles(files, hasher);
}

/** Its networks are opened when they are first needed. */
export async function openVae(
  source: VaeSource,
  taken: TakenPart,
  files: readonly HashedFile[],
  pool: SessionPool,
): Promise<Vae> {
  const family = clipFamilyOf(taken.config);
  if (family) return openClipVae(family, source.name, taken, files, pool);
  const config = await configOf(source, taken);
  const [encoder, decoder] = [taken.networks.get('vae_encoder'), taken.networks.get('vae_decoder')];
  if (!decoder) throw withoutDecoder(source.name, source.path);
  await check(encoder, decoder, config);
  // The same names as in models: the latents of a VAE are the same wherever it lies.
  const assumed = taken.assumed ?? (await assumedOfFolder(source));
  const id = combineHashes({ ...byName(files), ...(assumed && { 'vae/(assumed)': assumed }) });
  const space = {
    id,
    name: source.name,
    channels: config.channels,
    downscale: config.downscale,
    multiple: aloneConventions[source.kind].multiple,
  };
  return onnxVae({ id, space, scale: config.scale, shift: config.shift, encoder, decoder }, pool);
}

function configOf(source: VaeSource, taken: TakenPart): Promise<VaeConfig> {
  const { recipe, byChannel } = aloneConventions[source.kind];
  const usual = { channels: recipe.latentChannels ?? 4, scale: usualScale, shift: 0, ...(byChannel && { byChannel }) };
  // Of a folder AutoencoderKL knows what it does not say; of a file nobody does.
  if (taken.assumed !== undefined && taken.config.scaling_factor === undefined) throw withoutScale(source);
  return readVaeConfig({ config: async (part, schema) => configOfPart(taken, part, schema) }, usual);
}

async function check(
  encoder: NetworkSource | undefined,
  decoder: NetworkSource,
  { channels }: VaeConfig,
): Promise<void> {
  checkVaeDecoder(decoder.file, await decoder.signature(), channels, whenMixed);
  if (encoder) checkVaeEncoder(encoder.file, await encoder.signature(), channels, whenMixed);
}

/** The scale that a folder does not say, where it is another than it has by itself: its latents are others. */
async function assumedOfFolder(source: VaeSource): Promise<string | undefined> {
  const { scaling_factor: scale = usualScale } = aloneConventions[source.kind].recipe.vae;
  if (scale === usualScale) return undefined;
  const { config } = await takeVae({ ...source, kind: 'stated' });
  return config.scaling_factor === undefined ? JSON.stringify(aloneConventions[source.kind].recipe.vae) : undefined;
}

function withoutScale({ name, path }: VaeSource): ArcspaceError {
  return new ArcspaceError(
    'invalid-value',
    `The file of the VAE "${name}" does not say how its latents are scaled.`,
    'Choose the kind of models that it is for under "Latents scaled for".',
    { port: 'kind', file: path },
  );
}
