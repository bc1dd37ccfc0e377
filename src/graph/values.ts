import type { Conditioning, TextEncoder } from '../diffusion/conditioning.ts';
import type { DrawnNoise } from '../diffusion/drawnNoise.ts';
import type { Lora } from '../diffusion/lora.ts';
import type { Denoiser, LatentSpace, Vae } from '../diffusion/model.ts';
import type { NoiseLevel } from '../diffusion/noiseLevel.ts';
import type { PromptDirection } from '../diffusion/prompts/promptArithmetic.ts';
import type { Schedule } from '../diffusion/schedule.ts';
import type { Codes, Factor } from '../disentanglement/codes.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Context, Decoding } from './context.ts';
import type { Report } from './report.ts';

/** What nodes take of clips: each as one vector, or each of their frames by itself. */
export type ActOn = 'clips' | 'frames';

/**
 * Points of one space at one noise level, in the model's coordinates: of pictures [B, C, h, w], whose frames are batch items, or of
 * clips [B, C, T, h, w], T latent frames each.
 */
export interface Latents {
  readonly tensor: Tensor;
  readonly level: NoiseLevel;
  readonly space: LatentSpace;
  /** What a multi-step sampler remembers of the step that made them. Any other operation leaves it out. */
  readonly history?: unknown;
  /** What they have had of the draws of their seed, for the noise of the steps that follow. */
  readonly drawn?: DrawnNoise;
  /** Of clips; whole ones where nothing is said. */
  readonly actOn?: ActOn;
}

/** Where a direction came from, so that a file of it can be understood a year later. */
export interface Provenance {
  /** "attribute vector", "difference", ... */
  readonly method: string;
  /** Facts in reading order: set names, counts, reliability. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A difference of two points of the same space, [1, C, h, w] or, of clips, [1, C, T, h, w]. It has no noise level. */
export interface Direction {
  /** As it counts at its scale: what strength 1 adds. */
  readonly tensor: Tensor;
  /** At raw scale, so that both readings stay exact. */
  readonly raw: Tensor;
  readonly space: LatentSpace;
  /** `raw`: strength 1 is one whole step; `unit`: norm 1. */
  readonly scale: 'raw' | 'unit';
  /** Norm of the raw direction. */
  readonly rawNorm: number;
  readonly provenance: Provenance;
  /** Of clips: whether it was made frame by frame, so that each frame is a direction of its own. */
  readonly actOn?: ActOn;
}

/** Pictures that are read one at a time, when they are needed: a set may be larger than the memory. */
export interface ImageSet {
  readonly count: number;
  /** What the pictures show, where that is known. */
  readonly factors?: readonly Factor[];
  /** How fast the pictures follow each other, where they are the frames of a film. */
  readonly framesPerSecond?: number;
  /** Whether each picture builds on those before: who goes back has them made again from the first. */
  readonly sequential?: boolean;
  /**
   * Picture `index`, [1, 3, H, W] in 0..1. It is read for another node than the one that made the set.
   * @throws ArcspaceError naming its file when it cannot be read.
   */
  read(
    index: number,
    reader?: Pick<Decoding, 'signal' | 'warn'> & Partial<Pick<Context, 'makeshift'>>,
  ): Promise<Tensor>;
}

/** Codes of a set with known factors, and what their dimensions are. */
export interface CodesOfSet extends Codes {
  readonly dimensionNames: readonly string[];
  /** How they came about, in a sentence for reports. */
  readonly made: string;
}

/** What flows on a wire, by port type. */
export interface PortValues {
  /** [B, 3, H, W] in 0..1 */
  image: Tensor;
  image_set: ImageSet;
  latents: Latents;
  direction: Direction;
  /** One prompt, or as many as the batch that it is for has items. */
  conditioning: Conditioning;
  prompt_direction: PromptDirection;
  model: Denoiser;
  vae: Vae;
  text_encoder: TextEncoder;
  lora: Lora;
  codes: CodesOfSet;
  sigmas: Schedule;
  number: number;
  numbers: readonly number[];
  text: string;
  report: Report;
  /** Reroutes only: takes the type of what it is wired to. */
  any: unknown;
}

export type PortType = keyof PortValues;
