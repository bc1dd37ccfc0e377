import { basename } from 'node:path';
import { ArcspaceError } from '../../../graph/problem.ts';
import type { Adapter } from '../adapter.ts';
import type { BuiltNetwork } from '../builtNetwork.ts';
import type { WeightTable } from '../weights.ts';
import { buildClipText } from './clipText/buildClipText.ts';
import type { Config } from './config.ts';
import { buildFluxTransformer } from './flux/buildFluxTransformer.ts';
import { buildPixartTransformer } from './pixart/buildPixartTransformer.ts';
import { buildSd3Transformer } from './sd3/buildSd3Transformer.ts';
import { buildT5Encoder } from './t5/buildT5Encoder.ts';
import { buildUnet } from './unet/buildUnet.ts';
import { buildVaeDecoder, buildVaeEncoder } from './vae/buildVae.ts';

/** What a network is built of. */
export interface PartToBuild {
  /** As Optimum calls the folder of its network: "unet", "vae_decoder". */
  readonly part: string;
  readonly weights: WeightTable;
  /** The config.json of diffusers or transformers. */
  readonly config: Config;
  /** That messages name. */
  readonly file: string;
}

type Build = (part: PartToBuild, adapters: readonly Adapter[]) => BuiltNetwork;

/** Classes of diffusers and transformers that can be built. A new one is a folder beside this file and a line here. */
const builders: Readonly<Record<string, Build>> = {
  UNet2DConditionModel: ({ weights, config }, adapters) => buildUnet(weights, config, { adapters }),
  CLIPTextModel: ({ weights, config }, adapters) => buildClipText(weights, config, { adapters }),
  CLIPTextModelWithProjection: ({ weights, config }, adapters) =>
    buildClipText(weights, config, { adapters, projection: true }),
  T5EncoderModel: ({ weights, config }, adapters) => buildT5Encoder(weights, config, { adapters }),
  SD3Transformer2DModel: ({ weights, config }, adapters) => buildSd3Transformer(weights, config, { adapters }),
  FluxTransformer2DModel: ({ weights, config }, adapters) => buildFluxTransformer(weights, config, { adapters }),
  PixArtTransformer2DModel: ({ weights, config }, adapters) => buildPixartTransformer(weights, config, { adapters }),
  AutoencoderKL: ({ part, weights, config }) =>
    part === 'vae_encoder' ? buildVaeEncoder(weights, config) : buildVaeDecoder(weights, config),
};

/**
 * Builds a network of a checkpoint by the class that its configuration names.
 * @throws ArcspaceError for a class that is not among them, and for weights that do not fit.
 */
export function buildPart(part: PartToBuild, adapters: readonly Adapter[] = []): BuiltNetwork {
  const name = classOf(part);
  const build = name !== undefined && Object.hasOwn(builders, name) ? builders[name] : undefined;
  if (build) return build(part, adapters);
  throw new ArcspaceError(
    'unsupported-model',
    name === undefined
      ? `The config.json of ${part.part} does not say what kind of network it is.`
      : `${basename(part.file)} is a ${name}, which Arcspace cannot build from its weights.`,
    'Use the same model as an ONNX folder: optimum-cli export onnx --model MODEL FOLDER',
    { file: part.file },
  );
}

/** Diffusers and transformers name the class in different places; old text encoders nowhere. */
function classOf({ part, config, weights }: PartToBuild): string | undefined {
  const { _class_name: diffusers, architectures } = config;
  if (typeof diffusers === 'string') return diffusers;
  if (Array.isArray(architectures) && typeof architectures[0] === 'string') return architectures[0];
  if (!part.startsWith('text_encoder')) return undefined;
  return weights.has('text_projection.weight') ? 'CLIPTextModelWithProjection' : 'CLIPTextModel';
}
