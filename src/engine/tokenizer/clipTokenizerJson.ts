/** Names of CLIP's special tokens, as tokenizer_config.json gives them. */
export interface SpecialTokens {
  readonly start: string;
  readonly end: string;
  /** Padding; like the others it is one token wherever it stands in a prompt. */
  readonly pad: string;
}

/**
 * The tokenizer.json of a CLIP tokenizer, from the vocab.json and merges.txt of older model folders.
 * The same pipeline as transformers' CLIPConverter writes: NFC, single spaces, lower case; words, single digits and runs
 * of other signs; bytes; merges that know the end of a word.
 * @throws Error when a special token is not in the vocabulary.
 */
export function clipTokenizerJson(
  vocabulary: Record<string, number>,
  merges: readonly (readonly string[])[],
  special: SpecialTokens,
): object {
  const { start, end, pad } = special;
  const added = [...new Set([pad, start, end])];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added.map((content) => addedToken(idOf(vocabulary, content), content)),
    normalizer: sequence('normalizers', [
      { type: 'NFC' },
      { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
      { type: 'Lowercase' },
    ]),
    pre_tokenizer: sequence('pretokenizers', [
      { type: 'Split', pattern: { Regex: wordPattern }, behavior: 'Removed', invert: true },
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    ]),
    post_processor: {
      type: 'RobertaProcessing',
      sep: [end, idOf(vocabulary, end)],
      cls: [start, idOf(vocabulary, start)],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: end,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: vocabulary,
      merges,
    },
  };
}

const wordPattern = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

function sequence(key: string, parts: readonly object[]): object {
  return { type: 'Sequence', [key]: parts };
}

function addedToken(id: number, content: string): object {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: true, special: true };
}

/** Lines of merges.txt after its "#version" comment, as pairs. */
export function mergePairs(lines: string): string[][] {
  return lines
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#version'))
    .map((line) => line.split(' '));
}

function idOf(vocabulary: Record<string, number>, token: string): number {
  const id = Object.hasOwn(vocabulary, token) ? vocabulary[token] : undefined;
  if (id === undefined) throw new Error(`vocab.json has no token "${token}"`);
  return id;
}
