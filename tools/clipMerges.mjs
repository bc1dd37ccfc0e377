// Writes src/engine/tokenizer/clip/merges.json: the merges of CLIP's vocabulary, packed, from the file that OpenAI and OpenCLIP publish:
//   pip download --no-deps open_clip_torch==3.3.0 && unzip open_clip_torch-*.whl open_clip/bpe_simple_vocab_16e6.txt.gz
//   node tools/clipMerges.mjs open_clip/bpe_simple_vocab_16e6.txt.gz
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gunzipSync } from 'node:zlib';

/** As many as CLIP uses: of its 49,408 tokens two are special, and every byte is one alone and one at the end of a word. */
const count = 49_408 - 2 - 2 * 256;

const [source] = process.argv.slice(2);
const lines = gunzipSync(readFileSync(source)).toString().split('\n');
const merges = lines.slice(1, 1 + count).join('\n');
const packed = brotliCompressSync(merges, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
const target = fileURLToPath(new URL('../src/engine/tokenizer/clip/merges.json', import.meta.url));
writeFileSync(target, `${JSON.stringify({ brotli: packed.toString('base64') })}\n`);
console.log(`${merges.length} characters in ${packed.length} bytes`);
