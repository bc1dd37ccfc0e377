import type { Lora } from '../diffusion/lora.ts';
import type { CancelSignal, LoadedModel, Vae } from '../diffusion/model.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { VaeKind } from './models/vaeKind.ts';

export interface Progress {
  readonly step: number;
  readonly of: number;
  /** Makes the picture [1, 3, H, W] in 0..1 to show for this step; called only when somebody watches. */
  readonly preview?: () => Promise<Tensor>;
}

/** Names of files, or of other models, that take the place of parts of a model. Those that are not named are its own. */
export type PartChoices = Readonly<
  Partial<Record<'vae' | 'text_encoder' | 'text_encoder_2' | 'text_encoder_3', string>>
>;

export interface ModelService {
  /**
   * Loads a model by the name of its folder or file.
   * @throws ArcspaceError naming the folder and the missing or broken part.
   */
  load(name: string, parts?: PartChoices): Promise<LoadedModel>;
  /** Changes when any file of the model does. */
  fingerprint(name: string, parts?: PartChoices): Promise<string>;
}

export interface VaeService {
  /**
   * A VAE by the name of its file or folder, or of the model that it belongs to.
   * @param kind of the models whose latents it is scaled for; that of a model is scaled as the model says.
   * @throws ArcspaceError naming the file and what is wrong with it.
   */
  load(name: string, kind: VaeKind): Promise<Vae>;
  /** Changes when any file of the VAE does. */
  fingerprint(name: string): Promise<string>;
}

export interface LoraService {
  /**
   * A LoRA by the name of its file, at strength 1.
   * @throws ArcspaceError naming the file and what is wrong with it.
   */
  load(name: string): Promise<Lora>;
  /** Changes when the file does. */
  fingerprint(name: string): Promise<string>;
}

/**
 * Files by relative path, resolved inside the folders that the user chose: the workflow's own, the workspace, and what
 * comes with the program. Absolute paths, `..` and links that lead outside are refused.
 */
export interface FileService {
  read(path: string): Promise<Uint8Array>;
  /** Paths of the files in a folder whose names end in one of `extensions`, sorted by name as people count (2 before 10). */
  list(folder: string, extensions: readonly string[]): Promise<string[]>;
  /** Content hash of a file, or of all files in a folder. */
  fingerprint(path: string): Promise<string>;
  /**
   * Writes to the output folder, whole or not at all, never over a file with other content: then a number is added.
   * @returns the path written.
   */
  write(name: string, bytes: Uint8Array): Promise<string>;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How a picture is read. */
export interface Decoding {
  readonly signal?: CancelSignal;
  /** Receives what is wrong with a picture that opens all the same. */
  readonly warn?: (message: string) => void;
  /** The size that a picture of this size is brought to as it is read, so that a large one need not be held as numbers. */
  readonly resize?: (size: PictureSize) => PictureSize;
}

/** How a picture is written. */
export interface PictureEncoding {
  /** Whether it carries the workflow that made it; it does where nothing is said. */
  readonly workflow?: boolean;
  readonly signal?: CancelSignal;
}

/** How an animation plays. */
export interface Pace {
  readonly framesPerSecond: number;
  /** Again and again, instead of once. */
  readonly loop: boolean;
}

export interface ImageService {
  /**
   * A picture file of any kind that browsers open -> [1, 3, H, W] in 0..1: upright, in sRGB, transparency laid on white.
   * `path` is for the error.
   */
  decode(bytes: Uint8Array, path: string, decoding?: Decoding): Promise<Tensor>;
  /** One picture [1, 3, H, W]; a PNG carries the workflow that made it, unless it is to be left out. */
  encode(image: Tensor, format: 'png' | 'jpeg', encoding?: PictureEncoding): Promise<Uint8Array>;
  /** Frames [B, 3, H, W] as an animated GIF. */
  animate(frames: Tensor, pace: Pace, signal?: CancelSignal): Promise<Uint8Array>;
}

/** A film whose frames are read one at a time. */
export interface Film extends PictureSize {
  /** Seconds at which each frame is shown, in order. */
  readonly times: Float64Array;
  /** Seconds at which the last frame has been shown. */
  readonly end: number;
  /**
   * Frame `index`, [1, 3, H, W] in 0..1: upright, its pixels square. In order, each frame is decoded once.
   * @throws ArcspaceError naming the file and the time where it is damaged.
   */
  read(index: number, signal?: CancelSignal): Promise<Tensor>;
}

/** How a film is written. */
export interface FilmEncoding {
  readonly container: 'mp4' | 'webm';
  readonly codec: 'h264' | 'vp9' | 'av1';
  /** 0 to 100 */
  readonly quality: number;
  readonly framesPerSecond: number;
  /** Whether it carries the workflow that made it. */
  readonly workflow: boolean;
  /** The film whose sound is copied, from a time in seconds on. */
  readonly sound?: { readonly path: string; readonly from: number };
  readonly warn: (message: string) => void;
}

export interface FilmService {
  /**
   * Opens a film by relative path, as files are.
   * @throws ArcspaceError where it is none, is broken, or is of a kind that is not read.
   */
  open(path: string, reader?: Pick<Decoding, 'signal' | 'warn'>): Promise<Film>;
  /** How films can be encoded on this system, the one that plays nearly everywhere first. */
  encodings(): Promise<readonly FilmEncoding['codec'][]>;
  /**
   * Writes pictures [1, 3, H, W] of one size to the output folder as they come, whole or not at all, never over a file
   * with other content: then a number is added.
   * @returns the path written.
   */
  write(name: string, frames: AsyncIterable<Tensor>, encoding: FilmEncoding): Promise<string>;
}

/** All that a node may touch besides its inputs and parameters. */
export interface Context {
  readonly signal: CancelSignal;
  /** Awaited between steps: it may make a preview, and throws when the run was cancelled meanwhile. */
  progress(progress: Progress): Promise<void>;
  /** Awaited between pieces of work that take long together: a cancel is heard here, and throws. */
  pause(): Promise<void>;
  /** Something that the user should know but that stops nothing; shown at the node. */
  warn(message: string): void;
  /** A warning that what is given had to be made in another way than usual: it does not count as the result the next time. */
  makeshift(message: string): void;
  readonly models: ModelService;
  readonly vaes: VaeService;
  readonly loras: LoraService;
  readonly files: FileService;
  readonly images: ImageService;
  readonly films: FilmService;
}
