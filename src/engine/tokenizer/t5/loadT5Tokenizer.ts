import { brotliDecompressSync } from 'node:zlib';
import { once } from '../../once.ts';
import { type PromptTokenizer, promptTokenizer } from '../promptTokenizer.ts';
import { t5TokenizerJson } from './t5TokenizerJson.ts';

/**
 * The tokenizer of T5, which comes with the program: checkpoints hold none. That of versions 1.0 and 1.1, which all models of images with
 * a T5 encoder read.
 * @param positions that the text encoder is given.
 */
export async function loadT5Tokenizer(positions: number): Promise<PromptTokenizer> {
  const files = { tokenizer: await tokenizerJson(), config: {}, padToken: '<pad>', maxLength: undefined };
  return promptTokenizer(files, 't5', positions, 'T5');
}

const tokenizerJson = once(async () => {
  const { default: packed } = await import('./vocabulary.json');
  const pieces = unpacked(packed.pieces).toString().split('\n');
  const scores = unpacked(packed.scores);
  return t5TokenizerJson(pieces.map((piece, index) => [piece, scores.readFloatLE(4 * index)]));
});

function unpacked(base64: string): Buffer {
  return brotliDecompressSync(Buffer.from(base64, 'base64'));
}
