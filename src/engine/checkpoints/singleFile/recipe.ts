import type { Guess } from '../configs/guess.ts';
import type { Place } from './components.ts';
import type { FoundNetwork, NetworkKind } from './networkLayouts.ts';

/** A text encoder of a family, and where checkpoints keep it. */
export interface EncoderRecipe {
  /** Folder of the part in the layout of Diffusers, and that of its tokenizer. */
  readonly part: string;
  readonly tokenizer: string;
  readonly places: readonly Place[];
  readonly kind: Extract<NetworkKind, 'clip' | 't5'>;
  readonly projecting: boolean;
  /** Width of its hidden states in the published models; small ones have others. */
  readonly width: number;
  /** How many layers the model uses, where files may hold more. */
  readonly layers?: number;
  /** What its tokenizer fills up with: the end of the text, or "!", the token 0. */
  readonly pad?: string;
  /** Some models of the family do without. */
  readonly optional?: true;
  /** Whether the model reads its pooled prompt alone, so that no layers can be left out. */
  readonly summaryOnly?: true;
}

/** What is known of a checkpoint when its family is asked about it. */
export interface CheckpointSketch {
  /** Name of the file without its folder and ending. */
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Tensors of no network, by name: some say how the model was trained. */
  readonly marks: ReadonlySet<string>;
  /** What the network predicts, by the training configuration beside the file. */
  readonly parameterization: 'eps' | 'v' | undefined;
  readonly denoiser: FoundNetwork;
  /** Configuration of the denoising network, as far as its shapes say it. */
  readonly config: Readonly<Record<string, unknown>>;
  has(place: Place): boolean;
}

export interface SchedulerChoice {
  /** As scheduler_config.json has it. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly guesses: readonly Omit<Guess, 'part'>[];
}

/** What is known of the parts of models of one family. */
export interface PartConventions {
  readonly title: string;
  readonly encoders: readonly EncoderRecipe[];
  /** Absent where any number will do. */
  readonly latentChannels?: number;
  /** What the config.json of its VAE says besides what shapes say. */
  readonly vae: Readonly<Record<string, unknown>>;
}

/** How checkpoints of one family become a model in the layout of Diffusers. One file each. */
export interface Recipe extends PartConventions {
  readonly denoiser: { readonly part: string; readonly kind: NetworkKind };
  /** Whether a checkpoint with such a denoising network is of it; asked in order. */
  matches(sketch: Omit<CheckpointSketch, 'denoiser'>): boolean;
  readonly latentChannels: number;
  /** model_index.json, as far as pipelines heed it. */
  index(sketch: CheckpointSketch): Readonly<Record<string, unknown>>;
  /** What the configuration of its denoising network says besides what shapes say. */
  denoiserConfig(sketch: CheckpointSketch): Readonly<Record<string, unknown>>;
  scheduler(sketch: CheckpointSketch): SchedulerChoice;
}
