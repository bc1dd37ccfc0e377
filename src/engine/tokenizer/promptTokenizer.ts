import { Tokenizer } from '@huggingface/tokenizers';
import { ArcspaceError } from '../../graph/problem.ts';
import { readTokenizerFiles } from './tokenizerFiles.ts';

/** No tokenizer needs more text than this to fill its positions; a pasted book must not stall the engine. */
const longestPrompt = 20_000;

export interface PromptTokens {
  /** Exactly as many as the text encoder has positions: start, prompt, end, padding. */
  readonly ids: readonly number[];
  /** How many tokens of the prompt did not fit. */
  readonly dropped: number;
}

export interface PromptTokenizer {
  readonly length: number;
  encode(prompt: string): PromptTokens;
}

/**
 * The CLIP tokenizer of a model folder.
 * @param positions of the text encoder; the shorter of it and the tokenizer's own limit holds.
 * @throws ArcspaceError naming the missing or broken file.
 */
export async function loadPromptTokenizer(folder: string, positions: number): Promise<PromptTokenizer> {
  const files = await readTokenizerFiles(folder);
  const tokenizer = build(files.tokenizer, files.config, folder);
  const length = Math.min(positions, files.maxLength ?? positions);
  const end = idOf(tokenizer, files.endToken, folder);
  const pad = idOf(tokenizer, files.padToken, folder);
  return {
    length,
    encode(prompt) {
      const { ids } = tokenizer.encode(prompt.slice(0, longestPrompt));
      const kept = ids.length > length ? [...ids.slice(0, length - 1), end] : ids;
      const padding = Array<number>(length - kept.length).fill(pad);
      return { ids: [...kept, ...padding], dropped: ids.length - kept.length };
    },
  };
}

function build(tokenizer: object, config: object, folder: string): Tokenizer {
  try {
    const built = new Tokenizer(tokenizer, config);
    // What it was not built of shows only when it is used.
    built.encode('a');
    return built;
  } catch (thrown) {
    throw broken(folder, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function idOf(tokenizer: Tokenizer, token: string, folder: string): number {
  const id = tokenizer.token_to_id(token);
  if (id === undefined) throw broken(folder, `there is no token "${token}"`);
  return id;
}

function broken(folder: string, detail: string): ArcspaceError {
  return new ArcspaceError(
    'broken-model',
    `The tokenizer cannot be built: ${detail}.`,
    'Copy the tokenizer folder of this model again.',
    { file: folder },
  );
}
