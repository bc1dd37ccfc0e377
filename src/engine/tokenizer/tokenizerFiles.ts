import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { readJson, readModelText, readOptionalJson } from '../models/readJson.ts';
import { brokenFile } from '../networkFiles/modelFileErrors.ts';
import { clipTokenizerJson, mergePairs, type SpecialTokens } from './clipTokenizerJson.ts';
import { mergesFault } from './mergesFault.ts';
import { fromSentencePiece } from './t5/fromSentencePiece.ts';

export type TokenizerKind = 'clip' | 't5';

const token = z.union([z.string(), z.looseObject({ content: z.string() }).transform((value) => value.content)]);

const settingsSchema = z.looseObject({
  model_max_length: z.number().positive().optional(),
  bos_token: token.nullish(),
  eos_token: token.nullish(),
  pad_token: token.nullish(),
  extra_ids: z.int().min(0).max(1000).optional(),
});

const tokenizerSchema = z.looseObject({ model: z.looseObject({ type: z.string().optional() }) });

export interface TokenizerFiles {
  /** As @huggingface/tokenizers takes it. */
  readonly tokenizer: object;
  readonly config: object;
  readonly padToken: string;
  readonly maxLength: number | undefined;
}

/**
 * Reads a tokenizer folder: tokenizer.json where there is one, else vocab.json and merges.txt for CLIP, spiece.model for T5.
 * @throws ArcspaceError naming the missing or broken file, or a tokenizer of another kind.
 */
export async function readTokenizerFiles(folder: string, kind: TokenizerKind): Promise<TokenizerFiles> {
  const config = (await readOptionalJson(join(folder, 'tokenizer_config.json'), settingsSchema)) ?? {};
  const map = (await readOptionalJson(join(folder, 'special_tokens_map.json'), settingsSchema)) ?? {};
  const file = join(folder, 'tokenizer.json');
  const ready = await readOptionalJson(file, tokenizerSchema);
  if (ready) requireKind(ready.model.type, kind, file);
  const settings = { config, maxLength: config.model_max_length };
  if (kind === 't5') {
    const tokenizer = ready ?? (await fromPieces(folder, config.extra_ids));
    return { ...settings, tokenizer, padToken: config.pad_token ?? map.pad_token ?? '<pad>' };
  }
  const start = config.bos_token ?? map.bos_token ?? '<|startoftext|>';
  const end = config.eos_token ?? map.eos_token ?? '<|endoftext|>';
  const pad = config.pad_token ?? map.pad_token ?? end;
  return { ...settings, tokenizer: ready ?? (await fromVocabulary(folder, { start, end, pad })), padToken: pad };
}

/** The algorithms of tokenizer.json. Older files do not name it. */
const algorithms = { clip: 'BPE', t5: 'Unigram' } as const;
const kindNames = { clip: 'CLIP', t5: 'T5' } as const;

function requireKind(algorithm: string | undefined, kind: TokenizerKind, file: string): void {
  const other = kind === 'clip' ? 't5' : 'clip';
  if (algorithm !== algorithms[other]) return;
  throw brokenFile(
    file,
    `is the tokenizer of a ${kindNames[other]} encoder, and this model needs that of ${kindNames[kind]} here.`,
    copyFolder,
  );
}

async function fromVocabulary(folder: string, special: SpecialTokens): Promise<object> {
  const vocabularyFile = join(folder, 'vocab.json');
  const vocabulary = await readJson(vocabularyFile, z.record(z.string(), z.int().min(0)));
  const mergesFile = join(folder, 'merges.txt');
  const merges = mergePairs(await readModelText(mergesFile));
  const lost = Object.values(special).find((token) => !Object.hasOwn(vocabulary, token));
  if (lost !== undefined) throw brokenFile(vocabularyFile, `has no token "${lost}".`, copyFolder);
  const fault = mergesFault(vocabulary, merges, new Set(Object.values(special)));
  if (fault) throw brokenFile(mergesFile, `${fault}.`, copyFolder);
  return clipTokenizerJson(vocabulary, merges, special);
}

const copyFolder = 'Copy the tokenizer folder of this model again.';

/** Masks of T5's training that transformers puts behind the pieces where nothing says how many. */
const USUAL_MASKS = 100;

async function fromPieces(folder: string, masks = USUAL_MASKS): Promise<object> {
  const pieces = join(folder, 'spiece.model');
  // A link to what is gone is named by who reads it.
  const isThere = await lstat(pieces).catch(() => undefined);
  if (isThere) return fromSentencePiece(pieces, masks);
  throw new ArcspaceError(
    'missing-model-file',
    `${basename(folder)}/tokenizer.json is missing.`,
    'Copy the whole model folder again, including this file.',
    { file: join(folder, 'tokenizer.json') },
  );
}
