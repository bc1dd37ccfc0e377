/** Special tokens of T5, the first of its vocabulary. */
export const specialTokens = ['<pad>', '</s>', '<unk>'] as const;
const [, end, unknown] = specialTokens;

/** Masks of its training, the last of its vocabulary. */
const mask = /^<extra_id_\d+>$/;

/** How SentencePiece marks the start of a word. */
const wordStart = '▁';

/**
 * The tokenizer.json of T5, as transformers writes it.
 * @param vocabulary pieces and their scores, in the order of their numbers.
 * @param cutsEnd whether spaces at the end are no word, as SentencePiece has it; in published files they are one.
 */
export function t5TokenizerJson(
  vocabulary: readonly (readonly [piece: string, score: number])[],
  cutsEnd = false,
): object {
  const words = { type: 'Metaspace', replacement: wordStart, add_prefix_space: true, prepend_scheme: 'always' };
  const added = vocabulary.flatMap(([content], id) =>
    specialTokens.some((token) => token === content) || mask.test(content) ? [addedToken(id, content)] : [],
  );
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: {
      type: 'Sequence',
      normalizers: [
        // The table of T5's own normalisation, nmt_nfkc, is what the library computes for this name.
        { type: 'Precompiled', precompiled_charsmap: null },
        ...(cutsEnd ? [{ type: 'Strip', strip_left: false, strip_right: true }] : []),
        { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' },
      ],
    },
    pre_tokenizer: words,
    post_processor: {
      type: 'TemplateProcessing',
      single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: end, type_id: 0 } }],
      pair: [],
      special_tokens: { [end]: { id: end, ids: [specialTokens.indexOf(end)], tokens: [end] } },
    },
    decoder: words,
    model: { type: 'Unigram', unk_id: specialTokens.indexOf(unknown), vocab: vocabulary },
  };
}

function addedToken(id: number, content: string): object {
  return { id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
}
