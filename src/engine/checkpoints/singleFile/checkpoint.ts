import type { Guess } from '../configs/guess.ts';
import type { WeightTable } from '../weights.ts';

/** One network of a checkpoint. */
export interface CheckpointPart {
  /** That its weights lie in. */
  readonly file: string;
  readonly weights: WeightTable;
  /** As config.json of diffusers or transformers would have it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** A file that settings beside a checkpoint choose for a part. */
export interface ChosenPart {
  readonly path: string;
  /** Keys of its configuration that they say besides. */
  readonly said: Readonly<Record<string, unknown>>;
}

/** A tokenizer that goes with a checkpoint, which holds none. */
export interface CheckpointTokenizer {
  readonly kind: 'clip' | 't5';
  /** The token that short prompts are filled up with, where it is not the usual one. */
  readonly pad?: string;
}

/** A model in one file, as the folder of Diffusers that it would be. */
export interface Checkpoint {
  readonly file: string;
  /** The file, and those beside it that say something of it. */
  readonly files: readonly string[];
  /** What the family is called: "Stable Diffusion 1". */
  readonly title: string;
  /** Class of the pipeline of diffusers that runs it. */
  readonly pipeline: string;
  /** model_index.json, as far as pipelines heed it. */
  readonly index: Readonly<Record<string, unknown>>;
  /** By the names of their folders: "unet", "vae", "text_encoder" ... */
  readonly parts: ReadonlyMap<string, CheckpointPart>;
  /** Parts in other files, which take the place of those in this one. */
  readonly chosen: ReadonlyMap<string, ChosenPart>;
  /** Parts that a model of the family has, and that are neither here nor chosen: they are to come from elsewhere. */
  readonly missing: readonly string[];
  /** scheduler_config.json */
  readonly scheduler: Readonly<Record<string, unknown>>;
  /** By the names of their folders: "tokenizer", "tokenizer_2" ... */
  readonly tokenizers: ReadonlyMap<string, CheckpointTokenizer>;
  readonly guesses: readonly Guess[];
  readonly metadata: Readonly<Record<string, string>>;
}
