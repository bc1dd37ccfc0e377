import type { Tensor } from '../tensor/tensor.ts';
import type { Conditioning, TextEncoder } from './conditioning.ts';
import type { Guided } from './guidance/guided.ts';
import type { GuidanceStyle } from './guidance/style.ts';
import type { KnownPicture } from './inpainting.ts';
import type { Changed, Lora } from './lora.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { LatentSize, NoiseSchedule } from './noiseSchedule.ts';

/** Asked between steps; a structural part of AbortSignal, so that nothing here needs a browser or Node. */
export interface CancelSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** Called now and then during a long piece of work with the share of it that is done, 0 to 1. */
export type OnShare = (share: number) => Promise<void>;

/** Whoever hears meanwhile of a long piece of work. */
export interface Listener {
  readonly onShare?: OnShare;
  /** A whole sentence about what had to be done in another way than usual, which gives almost the same. */
  readonly makeshift?: (message: string) => void;
}

/** Where latents live: which autoencoder made them. Latents of two spaces never mix. */
export interface LatentSpace {
  /** Identity of the autoencoder: a content hash. */
  readonly id: string;
  /** As people know it: the name of the model folder. */
  readonly name: string;
  readonly channels: number;
  /** Pixels per latent cell, 8 for Stable Diffusion. */
  readonly downscale: number;
  /** Cells that height and width are multiples of: 2 where the network reads 2 x 2 cells at once. */
  readonly multiple: number;
  /** Frames of a clip for each latent frame after the first, which stands for one. Absent: an autoencoder of pictures only. */
  readonly framesPerStep?: number;
}

export interface Guidance extends GuidanceStyle {
  readonly positive: Conditioning;
  /** Absent: what the model takes in its place. */
  readonly negative?: Conditioning;
  /** What `GuidanceKind` makes of it. */
  readonly scale: number;
  /** [B, C, h, w], the running difference that the call before returned. Without it, momentum starts afresh. */
  readonly difference?: Tensor;
}

/**
 * What a network does with the guidance scale. `classifier-free`: it runs twice and moves away from the negative prompt
 * (Ho & Salimans, arXiv 2207.12598); at 1 it runs once. `embedded`: it is told the scale and runs once (Meng et al., arXiv
 * 2210.03142). `none`: it was distilled without. Where guidance is not classifier-free, `GuidanceStyle.trueScale` adds it.
 */
export type GuidanceKind = 'classifier-free' | 'embedded' | 'none';

/**
 * x, level, conditioning -> denoised. Prediction type, input scaling and prompt formats hide behind it.
 * `x` [B, C, h, w] is in the model's coordinates at `level`; batch items are independent, and an item gives the same
 * bits alone as in a batch.
 */
export interface Denoiser {
  /** Content hash of the weights and of everything that changes its output. */
  readonly id: string;
  readonly name: string;
  readonly space: LatentSpace;
  readonly training: NoiseSchedule;
  readonly guidanceKind: GuidanceKind;
  /** Height and width of a latent at the size that the model was trained on. */
  readonly nativeSize: LatentSize;
  denoise(x: Tensor, level: NoiseLevel, timestep: number, guidance: Guidance, signal: CancelSignal): Promise<Guided>;
  /** A quick picture [B, 3, H, W] in 0..1 of clean latents, for watching a run. */
  preview(latents: Tensor): Promise<Tensor>;
  /** Present where the network was trained to inpaint. */
  readonly inpainting?: Inpainting | undefined;
  /** How guidance acts where a call does not say it. */
  readonly style?: GuidanceStyle;
  /**
   * The same network with its weights changed, beside what was changed before. Absent where the weights cannot be reached.
   * @throws ArcspaceError for a change that was made for other networks.
   */
  withLora?(lora: Lora): Promise<Changed<Denoiser>>;
}

/** Of a network that was trained to inpaint. */
export interface Inpainting {
  /** Whether it was told what to paint. Until then it does not run. */
  readonly told: boolean;
  /** The same network, told what to paint. */
  tell(known: KnownPicture): Denoiser;
}

/** One number for all channels of latents, or one for each. */
export type PerChannel = number | readonly number[];

/** What a VAE encoder says of a picture; both [B, C, h, w], unscaled. Old exports give only an already drawn sample. */
export type Posterior =
  | { readonly kind: 'moments'; readonly mean: Tensor; readonly logVariance: Tensor }
  | { readonly kind: 'sample'; readonly sample: Tensor };

export interface Vae {
  readonly id: string;
  readonly space: LatentSpace;
  /** z <- (z - shift) * scale after encoding; inverted before decoding. */
  readonly scale: PerChannel;
  readonly shift: PerChannel;
  /** `image` [B, 3, H, W] in 0..1, sides multiples of `space.downscale`. */
  encode(image: Tensor, signal: CancelSignal, listener?: Listener): Promise<Posterior>;
  /** `latents` [B, C, h, w] unscaled -> [B, 3, H, W], raw network output around -1..1. */
  decode(latents: Tensor, signal: CancelSignal, listener?: Listener): Promise<Tensor>;
  /** Present where it is an autoencoder of clips: to it, a picture is a clip of one frame. */
  readonly clips?: ClipCoding;
}

/**
 * Clips through a causal autoencoder: the first frame is a latent frame of its own, and what follows becomes one for every
 * `framesPerStep` frames. They go through in pieces, so that memory does not grow with their length.
 */
export interface ClipCoding {
  readonly framesPerStep: number;
  /** Latent frames after the first are a multiple of this. */
  readonly stepsAtOnce: number;
  /**
   * @param count of frames, 1 + a multiple of framesPerStep x stepsAtOnce.
   * @param read frame `index`, [1, 3, H, W] in 0..1, asked for in order.
   * @returns what the encoder says of each piece, [1, C, t, h, w].
   */
  encode(count: number, read: (index: number) => Promise<Tensor>, signal: CancelSignal): AsyncGenerator<Posterior>;
  /**
   * @param latents [1, C, T, h, w] unscaled, T as `stepsAtOnce` says.
   * @returns the frames of each piece, [1, 3, t, H, W], raw network output around -1..1.
   */
  decode(latents: Tensor, signal: CancelSignal): AsyncGenerator<Tensor>;
}

export interface LoadedModel {
  readonly denoiser: Denoiser;
  readonly vae: Vae;
  readonly textEncoder: TextEncoder;
}
