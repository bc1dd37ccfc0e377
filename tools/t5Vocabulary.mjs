// Writes src/engine/tokenizer/t5/vocabulary.json: the pieces of T5's vocabulary and their scores, packed, from a tokenizer.json of T5 (1.0
// and 1.1 share it), as folders of Stable Diffusion 3 and FLUX have it, and as stable_diffusion_cpp_python on PyPI contains it:
//   node tools/t5Vocabulary.mjs tokenizer.json
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const [source] = process.argv.slice(2);
const { vocab } = JSON.parse(readFileSync(source, 'utf8')).model;
const pack = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).toString('base64');

const pieces = vocab.map(([piece]) => piece);
const scores = Float32Array.from(vocab, ([, score]) => score);
if (pieces.some((piece) => piece.includes('\n'))) throw new Error('A piece contains the sign that parts pieces.');
if (vocab.some(([, score], index) => score !== scores[index])) throw new Error('A score is no float32 number.');
const packed = { pieces: pack(pieces.join('\n')), scores: pack(new Uint8Array(scores.buffer)) };
const target = fileURLToPath(new URL('../src/engine/tokenizer/t5/vocabulary.json', import.meta.url));
writeFileSync(target, `${JSON.stringify(packed)}\n`);
console.log(`${pieces.length} pieces in ${JSON.stringify(packed).length} characters`);
