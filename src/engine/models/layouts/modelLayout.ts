import type { z } from 'zod';
import type { ChosenPart } from '../../checkpoints/singleFile/checkpoint.ts';
import type { NetworkSource } from '../../sessions/networkSource.ts';
import type { PromptTokenizer } from '../../tokenizer/promptTokenizer.ts';
import type { TokenizerKind } from '../../tokenizer/tokenizerFiles.ts';
import type { FolderSketch } from '../families/family.ts';

export interface ModelFile {
  /** As the model calls it: for a folder relative to it, with forward slashes. */
  readonly name: string;
  readonly path: string;
}

/** A JSON file as messages name it, and what it holds. */
export interface NamedConfig {
  readonly file: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A tokenizer before it is loaded. */
export interface TokenizerSource {
  /** Where it comes from, for messages. */
  readonly place: string;
  /**
   * @param positions that the text encoder reads.
   * @throws ArcspaceError for broken files, and for a tokenizer of another kind.
   */
  load(positions: number): Promise<PromptTokenizer>;
}

/** How a model lies on the disk: as a folder of parts, or as one file. Nothing is opened for it. */
export interface ModelLayout {
  readonly sketch: FolderSketch;
  /** What model_index.json of a folder holds. */
  readonly index: Readonly<Record<string, unknown>>;
  /** Files that the model itself chooses for parts: they take the place of those that lie with it. */
  readonly chosen: ReadonlyMap<string, ChosenPart>;
  /** Undefined where the model does without. A VAE is two: `vae_encoder` and `vae_decoder`. */
  network(part: string): Promise<NetworkSource | undefined>;
  /** @throws ArcspaceError that says why a part that must be there is not. */
  requireNetwork(part: string): Promise<NetworkSource>;
  /** The config.json of a part; undefined where there is none. @throws ArcspaceError naming the file and the key at fault. */
  config<S extends z.ZodType>(part: string, schema: S): Promise<z.output<S> | undefined>;
  /** scheduler_config.json. */
  scheduler(): Promise<NamedConfig>;
  /** @throws ArcspaceError where there is none. */
  tokenizer(part: string, kind: TokenizerKind): Promise<TokenizerSource>;
  /** Every file that what these parts compute depends on. */
  files(parts: readonly string[], tokenizers: readonly string[]): Promise<readonly ModelFile[]>;
  /** What was chosen where the model does not say it. A sentence each. */
  readonly notes: readonly string[];
  /** Whether a file, or something that is assumed, belongs to a part. */
  owns(part: string, name: string): boolean;
  /** What no file says and the networks were made by all the same, by names as those of files. */
  readonly assumed?: Readonly<Record<string, string>>;
}
