import type { Tensor } from '../tensor/tensor.ts';
import type { GuidanceMemory, GuidanceStyle } from './guidance/style.ts';
import type { NoiseLevel } from './noiseLevel.ts';
import type { NoiseSchedule } from './noiseSchedule.ts';

/** Asked between steps; a structural part of AbortSignal, so that nothing here needs a browser or Node. */
export interface CancelSignal {
  readonly aborted: boolean;
  throwIfAborted(): void;
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
}

/** What a text encoder says of one prompt. */
export interface Conditioning {
  readonly prompt: string;
  /** Identity of the text encoder that made it. */
  readonly encoder: string;
  /** [1, S, D] */
  readonly hidden: Tensor;
  /** [1, P], where the model asks for it. */
  readonly pooled?: Tensor;
  /** What the author of the prompt should know: that its end does not fit. */
  readonly warning?: string;
}

export interface Guidance extends GuidanceStyle {
  readonly positive: Conditioning;
  /** Absent: the model's own empty prompt. Asked for only above scale 1. */
  readonly negative?: Conditioning;
  /** Classifier-free guidance scale (Ho & Salimans, arXiv 2207.12598); 1 runs the conditional half only. */
  readonly scale: number;
  /** Read and written by styles with momentum; without one, momentum is left out. */
  readonly memory?: GuidanceMemory;
}

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
  /** Height and width of a latent at the size that the model was trained on. */
  readonly nativeSize: readonly [height: number, width: number];
  denoise(x: Tensor, level: NoiseLevel, timestep: number, guidance: Guidance, signal: CancelSignal): Promise<Tensor>;
  /** A quick picture [B, 3, H, W] in 0..1 of clean latents, for watching a run. */
  preview(latents: Tensor): Promise<Tensor>;
}

/** What a VAE encoder says of a picture; both [B, C, h, w], unscaled. Old exports give only an already drawn sample. */
export type Posterior =
  | { readonly kind: 'moments'; readonly mean: Tensor; readonly logVariance: Tensor }
  | { readonly kind: 'sample'; readonly sample: Tensor };

export interface Vae {
  readonly id: string;
  readonly space: LatentSpace;
  /** z <- (z - shift) * scale after encoding; inverted before decoding. */
  readonly scale: number;
  readonly shift: number;
  /** `image` [B, 3, H, W] in 0..1, sides multiples of `space.downscale`. */
  encode(image: Tensor, signal: CancelSignal): Promise<Posterior>;
  /** `latents` [B, C, h, w] unscaled -> [B, 3, H, W], raw network output around -1..1. */
  decode(latents: Tensor, signal: CancelSignal): Promise<Tensor>;
}

export interface TextEncoder {
  readonly id: string;
  encode(prompt: string): Promise<Conditioning>;
}

export interface LoadedModel {
  readonly denoiser: Denoiser;
  readonly vae: Vae;
  readonly textEncoder: TextEncoder;
}
