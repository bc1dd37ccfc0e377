import { Tokenizer } from '@huggingface/tokenizers';
import { ArcspaceError } from '../../graph/problem.ts';
import { readTokenizerFiles, type TokenizerFiles, type TokenizerKind } from './tokenizerFiles.ts';

/** No tokenizer needs more text than this to fill its positions; a pasted book must not stall the engine. */
const longestPrompt = 20_000;

export interface PromptTokenizer {
  /** Tokens of a whole chunk, with the special ones around it. */
  readonly length: number;
  /** How many of them are special: start and end for CLIP, the end alone for T5. */
  readonly specials: number;
  /** The text alone, without special tokens around it. */
  tokens(text: string): readonly number[];
  /** Start, the tokens that fit, end and padding. */
  frame(tokens: readonly number[], length?: number): readonly number[];
}

/**
 * The tokenizer of a model folder.
 * @param positions that the text encoder reads; the shorter of it and the tokenizer's own limit holds.
 * @throws ArcspaceError naming the missing or broken file, or a tokenizer of another kind.
 */
export async function loadPromptTokenizer(
  folder: string,
  kind: TokenizerKind,
  positions: number,
): Promise<PromptTokenizer> {
  return promptTokenizer(await readTokenizerFiles(folder, kind), kind, positions, folder);
}

/** The same of files that were read already; `folder` is where messages say that they come from. */
export function promptTokenizer(
  files: TokenizerFiles,
  kind: TokenizerKind,
  positions: number,
  folder: string,
): PromptTokenizer {
  const tokenizer = build(files.tokenizer, files.config, folder);
  const around = surroundings(tokenizer, kind, folder);
  const pad = idOf(tokenizer, files.padToken, folder);
  const length = Math.min(positions, files.maxLength ?? positions);
  const specials = around.start.length + around.end.length;
  const tokens = (text: string) =>
    tokenizer.encode(asRead(text.slice(0, longestPrompt), kind), { add_special_tokens: false }).ids;
  const frame = (ids: readonly number[], whole = length) => {
    const framed = [...around.start, ...ids.slice(0, whole - specials), ...around.end];
    return [...framed, ...Array<number>(whole - framed.length).fill(pad)];
  };
  return { length, specials, tokens, frame };
}

/** CLIP reads lower case, letter by letter; JavaScript would make another letter of a sigma at the end of a word. */
function asRead(text: string, kind: TokenizerKind): string {
  return kind === 'clip' ? text.replaceAll('Σ', 'σ') : text;
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

/** The special tokens that stand around every text: CLIP has a start and an end, T5 an end. */
function surroundings(tokenizer: Tokenizer, kind: TokenizerKind, folder: string) {
  const { ids } = tokenizer.encode('');
  const wanted = kind === 'clip' ? 2 : 1;
  if (ids.length !== wanted) throw broken(folder, `it puts ${ids.length} tokens around a text instead of ${wanted}`);
  return { start: ids.slice(0, -1), end: ids.slice(-1) };
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
