import type { z } from 'zod';
import type { Conditioning, PromptChoices } from '../../../diffusion/conditioning.ts';
import type { Network } from '../../../diffusion/denoiser.ts';
import type { GuidanceKind } from '../../../diffusion/model.ts';
import type { LatentSize } from '../../../diffusion/noiseSchedule.ts';
import type { PipelineConventions } from '../../../diffusion/parseSchedulerConfig.ts';
import type { SchedulerConfig } from '../../../diffusion/schedulerConfig.ts';
import type { NetworkSignature } from '../../networkFiles/networkSignature.ts';
import type { DenoisingRoles } from '../../networks/denoisingNetwork.ts';
import type { PromptReader } from '../../networks/promptReader.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import type { SessionPool } from '../../sessions/sessionPool.ts';

export type EncoderKind = 'clip' | 'projecting clip' | 't5';

/** A text encoder of a family, and the tokenizer that goes before it. Both are folders of the model. */
export interface EncoderPart {
  readonly network: string;
  readonly tokenizer: string;
  /** CLIP comes in two kinds: with a projection, and so a vector that is compared with pictures, and without. */
  readonly kind: EncoderKind;
  /** Tokens that it reads: for CLIP unless the model's files say less, for T5 unless the prompt says otherwise. */
  readonly length: number;
  /** Whether it is kept from reading the padding, which those of Stable Diffusion and FLUX read. */
  readonly masked?: boolean;
  /** Some models of the family do without. */
  readonly optional?: boolean;
}

/** What can be said of a folder at a glance. */
export interface FolderSketch {
  readonly folder: string;
  readonly name: string;
  /** The class of diffusers that model_index.json names, without what runtimes put before it. */
  readonly pipeline: string | undefined;
  /** Names of its subfolders. */
  readonly parts: ReadonlySet<string>;
  /** What the config.json of the denoising network calls it. */
  readonly denoiserClass: string | undefined;
  /** What to do where its parts do not belong together, after a colon. */
  readonly whenMixed: string;
}

/** What a family looks at before it says how a model of it runs. Nothing is opened for it. */
export interface ModelReading extends FolderSketch {
  /** model_index.json */
  readonly index: Readonly<Record<string, unknown>>;
  readonly latentChannels: number;
  /** The config.json of a part; {} where there is none. @throws ArcspaceError naming the file and the key at fault. */
  config<S extends z.ZodType<object>>(part: string, schema: S): Promise<z.output<S>>;
  /** Inputs and outputs that the network of a part declares; undefined where the model does without the part. */
  signature(part: string): NetworkSignature | undefined;
}

/** The networks of a model, opened when they are first used. */
export interface ModelNetworks {
  readonly pool: SessionPool;
  readonly denoiser: NetworkSource;
  /** Pixels per latent cell. */
  readonly downscale: number;
  /** By the names of the text encoder parts that the model has. */
  reader(part: string): PromptReader | undefined;
}

/** What text encoders say of a prompt; who they are and what was asked is added by the caller. */
export type EncodedPrompt = Pick<Conditioning, 'tensors' | 'warning'>;

export interface RunningModel {
  readonly network: Network;
  encode(prompt: string, choices: PromptChoices): Promise<EncodedPrompt>;
  /** The tensors that stand for no negative prompt. Default: those of the empty prompt. */
  withoutNegative?(positive: Conditioning): Conditioning;
}

export interface FamilyModel {
  readonly guidanceKind: GuidanceKind;
  /** Height and width of a latent at the size that the model was trained on. */
  readonly nativeSize: LatentSize;
  /** Cells that height and width of latents are multiples of. */
  readonly multiple: number;
  /** Whether its network reads a mask and a masked picture beside the latents. */
  readonly inpaints?: boolean;
  /** What its denoising network reads. */
  readonly roles: DenoisingRoles;
  open(networks: ModelNetworks): RunningModel;
}

/** A kind of model: one file here, listed in index.ts. */
export interface ModelFamily {
  /** As people call it: "Stable Diffusion XL". */
  readonly title: string;
  /** Classes of diffusers pipelines that run models of it. */
  readonly pipelines: readonly string[];
  /** Folder of the denoising network, and the class that its config.json names. */
  readonly denoiser: { readonly part: string; readonly className: string };
  readonly encoders: readonly EncoderPart[];
  /** What its VAEs say when their config.json does not. z <- (z - shift) * scale. */
  readonly vae: {
    readonly channels: number;
    readonly scale: number;
    readonly shift: number;
    /** Whether its pipelines heed `latents_mean` and `latents_std`, which scale each channel by itself. */
    readonly byChannel?: true;
  };
  /** Whether a folder whose index names no pipeline is a model of it. */
  looksLike(sketch: FolderSketch): boolean;
  /** What its pipelines make of scheduler_config.json. Default: nothing. */
  schedule?(config: SchedulerConfig): SchedulerConfig;
  readonly conventions?: PipelineConventions;
  /** @throws ArcspaceError for parts that do not belong together, and for what Arcspace does not run. */
  read(reading: ModelReading): Promise<FamilyModel>;
}
