import { join } from 'node:path';
import { z } from 'zod';
import { readJson, readModelText, readOptionalJson } from '../models/readJson.ts';
import { brokenFile } from '../networkFiles/modelFileErrors.ts';
import { clipTokenizerJson, mergePairs, type SpecialTokens } from './clipTokenizerJson.ts';
import { mergesFault } from './mergesFault.ts';

const token = z.union([z.string(), z.looseObject({ content: z.string() }).transform((value) => value.content)]);

const settingsSchema = z.looseObject({
  model_max_length: z.number().positive().optional(),
  bos_token: token.nullish(),
  eos_token: token.nullish(),
  pad_token: token.nullish(),
});

export interface TokenizerFiles {
  /** As @huggingface/tokenizers takes it. */
  readonly tokenizer: object;
  readonly config: object;
  readonly endToken: string;
  readonly padToken: string;
  readonly maxLength: number | undefined;
}

/**
 * Reads a tokenizer folder: tokenizer.json where there is one, else vocab.json and merges.txt.
 * @throws ArcspaceError naming the missing or broken file.
 */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const config = (await readOptionalJson(join(folder, 'tokenizer_config.json'), settingsSchema)) ?? {};
  const map = (await readOptionalJson(join(folder, 'special_tokens_map.json'), settingsSchema)) ?? {};
  const start = config.bos_token ?? map.bos_token ?? '<|startoftext|>';
  const end = config.eos_token ?? map.eos_token ?? '<|endoftext|>';
  const pad = config.pad_token ?? map.pad_token ?? end;
  const ready = await readOptionalJson(join(folder, 'tokenizer.json'), z.looseObject({ model: z.looseObject({}) }));
  return {
    tokenizer: ready ?? (await fromVocabulary(folder, { start, end, pad })),
    config,
    endToken: end,
    padToken: pad,
    maxLength: config.model_max_length,
  };
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
