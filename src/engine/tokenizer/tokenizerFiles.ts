import { join } from 'node:path';
import { z } from 'zod';
import { ArcspaceError } from '../../graph/problem.ts';
import { readJson, readModelText, readOptionalJson } from '../models/readJson.ts';
import { clipTokenizerJson, type SpecialTokens } from './clipTokenizerJson.ts';

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
  const file = join(folder, 'vocab.json');
  const vocabulary = await readJson(file, z.record(z.string(), z.int().min(0)));
  const merges = await readModelText(join(folder, 'merges.txt'));
  try {
    return clipTokenizerJson(vocabulary, merges, special);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ArcspaceError('broken-model', `The tokenizer is incomplete: ${detail}.`, 'Copy the model folder again.', {
      file,
    });
  }
}
