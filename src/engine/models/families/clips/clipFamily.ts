import type { z } from 'zod';
import type { PerChannel } from '../../../../diffusion/model.ts';

/** What the config.json of an autoencoder of clips says. */
export interface ClipVaeConfig {
  readonly channels: number;
  /** z <- (z - shift) * scale. */
  readonly scale: PerChannel;
  readonly shift: PerChannel;
  /** Pixels per latent cell. */
  readonly downscale: number;
  /** Frames for each latent frame after the first. */
  readonly framesPerStep: number;
}

/** Latent frames that go through the networks together: those that begin a clip, and those that go on. */
export interface ClipPieces {
  readonly first: number;
  readonly next: number;
}

/** A kind of autoencoder of clips: one file here, listed in index.ts. */
export interface ClipFamily {
  /** As people call it: "Wan". */
  readonly title: string;
  /** The class of diffusers that its config.json names. */
  readonly className: string;
  /** As diffusers cuts clips: what networks see together may count. */
  readonly pieces: ClipPieces;
  /** Whether a clip in one piece would be another result, so that the networks that go on have to be there. */
  readonly needsNext: boolean;
  /** The config.json, read. */
  readonly config: z.ZodType<ClipVaeConfig>;
}
