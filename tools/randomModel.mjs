// A checkpoint of real size with random weights, for measurements without downloads: `node tools/randomModel.mjs sd15 FILE [F16|F32]`.
// The names and shapes are those of published files (fixtures/checkpoint-headers).
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const headers = new URL('../fixtures/checkpoint-headers/', import.meta.url);
const [name, file, format = 'F16'] = process.argv.slice(2);
const known = readdirSync(headers)
  .filter((entry) => entry.endsWith('.json.gz') && !/-tiny|tokens/.test(entry))
  .map((entry) => entry.replace('.json.gz', ''));
if (!known.includes(name) || !file || !['F16', 'F32'].includes(format)) {
  console.error(`usage: node tools/randomModel.mjs NAME FILE [F16|F32]\nnames: ${known.join(', ')}`);
  process.exit(2);
}

const width = format === 'F16' ? 2 : 4;
const shapes = Object.entries(JSON.parse(gunzipSync(readFileSync(new URL(`${name}.json.gz`, headers)))).file);
const countOf = (shape) => shape.reduce((product, length) => product * length, 1);

let end = 0;
const header = Object.fromEntries(
  shapes.map(([tensor, shape]) => {
    const begin = end;
    end += countOf(shape) * width;
    return [tensor, { dtype: format, shape, data_offsets: [begin, end] }];
  }),
);
const text = Buffer.from(JSON.stringify(header));
const length = Buffer.alloc(8);
length.writeBigUInt64LE(BigInt(text.length));

const out = openSync(file, 'w');
writeSync(out, length);
writeSync(out, text);
for (const [index, [tensor, shape]] of shapes.entries()) {
  const [mean, deviation] = spread(tensor, shape);
  const piece = numbers(mean, deviation);
  // Each tensor begins elsewhere: exporters keep equal ones once, and a file of a fifth of the size is no measure.
  let from = ((index * 7919) % (piece.length / width)) * width;
  for (let left = countOf(shape) * width; left > 0; from = 0) {
    left -= writeSync(out, piece, from, Math.min(left, piece.length - from));
  }
}
closeSync(out);
console.log(`${file}: ${shapes.length} tensors, ${(end / 1e9).toFixed(2)} GB`);

/** Signals keep their size through a layer; norms do nothing. */
function spread(tensor, shape) {
  if (shape.length > 1) return [0, Math.sqrt(1 / countOf(shape.slice(1)))];
  return /norm.*weight$|(^|\.)(in_layers\.0|out_layers\.0|out\.0|ln_\d|ln_final)\.weight$/.test(tensor)
    ? [1, 0.02]
    : [0, 0.02];
}

/** A stretch of normally distributed numbers, of a length that no axis of a model is a multiple of. */
function numbers(mean, deviation) {
  const count = 65_521;
  const values = new Float32Array(count);
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / 4_294_967_297;
  };
  for (let at = 0; at < count; at++) {
    values[at] = mean + deviation * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  }
  if (format === 'F32') return Buffer.from(values.buffer);
  const halves = new Uint16Array(count);
  for (let at = 0; at < count; at++) halves[at] = half(values[at]);
  return Buffer.from(halves.buffer);
}

/** Bits of binary16, truncated. */
function half(value) {
  const [bits] = new Uint32Array(Float32Array.of(value).buffer);
  const exponent = ((bits >>> 23) & 0xff) - 112;
  const sign = (bits >>> 16) & 0x8000;
  return exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >>> 13) & 0x3ff);
}
