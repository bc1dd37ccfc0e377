import { brotliDecompressSync } from 'node:zlib';
import { once } from '../../once.ts';
import { clipTokenizerJson, mergePairs } from '../clipTokenizerJson.ts';
import { type PromptTokenizer, promptTokenizer } from '../promptTokenizer.ts';
import { clipEnd, clipStart, clipVocabulary } from './clipVocabulary.ts';

/** Tokens that all CLIPs of Stable Diffusion were trained with. */
const trainedLength = 77;

/**
 * The tokenizer of CLIP, which comes with the program: checkpoints hold none.
 * @param positions that the text encoder reads.
 * @param pad what short prompts are filled up with; the second encoder of SDXL and that of Stable Diffusion 2 take "!".
 */
export async function loadClipTokenizer(positions: number, pad: string = clipEnd): Promise<PromptTokenizer> {
  const { vocabulary, merges } = await vocabularyFiles();
  const tokenizer = clipTokenizerJson(vocabulary, merges, { start: clipStart, end: clipEnd, pad });
  const files = { tokenizer, config: {}, padToken: pad, maxLength: trainedLength };
  return promptTokenizer(files, 'clip', positions, 'CLIP');
}

const vocabularyFiles = once(async () => {
  const { default: packed } = await import('./merges.json');
  const merges = mergePairs(brotliDecompressSync(Buffer.from(packed.brotli, 'base64')).toString());
  return { merges, vocabulary: clipVocabulary(merges) };
});
