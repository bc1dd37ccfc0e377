import { ArcspaceError } from '../../../graph/problem.ts';
import { readRegularFile } from '../../files/readRegularFile.ts';
import { brokenFile, modelFileError, nameInModel } from '../../networkFiles/modelFileErrors.ts';
import { readSentencePiece, type SentencePiece, UNIGRAM } from './sentencePiece.ts';
import { specialTokens, t5TokenizerJson } from './t5TokenizerJson.ts';

/** T5's own, which is what the library of tokenizers computes. */
const normalisation = 'nmt_nfkc';

/** Bytes: four times the one of the T5 of many languages. */
const largest = 2 ** 24;

/**
 * The tokenizer.json of a T5 of which only spiece.model is there, as T5TokenizerFast of transformers makes it.
 * @param masks that follow the pieces: `extra_ids` of its tokenizer_config.json.
 * @throws ArcspaceError naming the file: missing, no file, larger than 16 MB, broken, or not of T5's kind.
 */
export async function fromSentencePiece(file: string, masks: number): Promise<object> {
  const bytes = await readRegularFile(file, { shown: nameInModel(file), largest }).catch(async (thrown) => {
    throw await modelFileError(file, thrown);
  });
  const model = readAs(file, bytes);
  const lacks = specialTokens.find((token, id) => model.pieces[id]?.[0] !== token);
  if (lacks !== undefined)
    throw brokenFile(file, `is not the tokenizer of a T5 encoder: it has no ${lacks} at its place.`);
  if (model.algorithm !== UNIGRAM || model.normalisation !== normalisation) throw otherKind(file);
  const extra = Array.from({ length: masks }, (_, index) => [`<extra_id_${masks - 1 - index}>`, 0] as const);
  return t5TokenizerJson([...model.pieces, ...extra], true);
}

function readAs(file: string, bytes: Uint8Array): SentencePiece {
  try {
    return readSentencePiece(bytes);
  } catch (thrown) {
    throw brokenFile(file, `is no whole SentencePiece model: ${(thrown as Error).message}.`);
  }
}

function otherKind(file: string): ArcspaceError {
  return new ArcspaceError(
    'unsupported-model',
    `The SentencePiece model ${file} cuts text in another way than T5's.`,
    'Put the tokenizer.json of this model beside it: it is read first.',
    { file },
  );
}
