import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';

const usage = `node tools/cudaLock.mjs INDEX

Writes src/engine/gpu/cudaRuntime.lock.json: the wheels that make up the CUDA runtime of the installed onnxruntime-node, and the
files in them. INDEX is the address of a Python package index that answers in JSON (PEP 691), such as PIP_INDEX_URL holds.`;

const target = fileURLToPath(new URL('../src/engine/gpu/cudaRuntime.lock.json', import.meta.url));
const { version: onnxruntime } = createRequire(import.meta.url)('onnxruntime-node/package.json');

/** NVIDIA's packages that the provider loads, of all that the wheel of ONNX Runtime asks for; cuFFT is not among them. */
const wanted = ['nvidia-cuda-runtime', 'nvidia-cublas', 'nvidia-curand', 'nvidia-cuda-nvrtc', 'nvidia-cudnn'];

/** The files of a wheel that are needed, and what they are called in the folder of the runtime. */
function nameOf(path, { package: name }) {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (/^licen[cs]e(\.txt)?$/i.test(file)) return `${name}-LICENSE.txt`;
  if (!/\.so(\.|$)/.test(file)) return undefined;
  if (name === 'onnxruntime-gpu') return /_providers_(cuda|shared)\.so$/.test(file) ? file : undefined;
  return file.startsWith('libnvblas') ? undefined : file;
}

/** Reads a file on the web where it is asked to, the end of it once: the list of a zip's files lies there. */
class WebReader extends RandomAccessReader {
  constructor(url, bytes) {
    super();
    this.url = url;
    this.start = Math.max(0, bytes - 512 * 1024);
    this.end = bytes;
  }

  async bytes(start, end) {
    const response = await fetch(this.url, { headers: { range: `bytes=${start}-${end - 1}` } });
    if (response.status !== 206) throw new Error(`${this.url} answered ${response.status} to a request for a part`);
    return Buffer.from(await response.arrayBuffer());
  }

  _readStreamForRange(start, end) {
    const pieces = async () => {
      if (start < this.start) return this.bytes(start, end);
      this.tail ??= await this.bytes(this.start, this.end);
      return this.tail.subarray(start - this.start, end - this.start);
    };
    return Readable.from(
      (async function* () {
        yield await pieces();
      })(),
    );
  }
}

async function listOf(index, name) {
  const url = `${index.replace(/\/$/, '')}/${name}/`;
  const response = await fetch(url, { headers: { accept: 'application/vnd.pypi.simple.v1+json' } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()).files.filter(
    ({ filename, yanked }) => /manylinux.*x86_64\.whl$/.test(filename) && !yanked,
  );
}

const numbers = (version) => version.split('.').map(Number);

function compare(a, b) {
  const [left, right] = [numbers(a), numbers(b)];
  const at = left.findIndex((number, i) => number !== (right[i] ?? 0));
  return at === -1 ? left.length - right.length : left[at] - (right[at] ?? 0);
}

/** "~=13.0" (PEP 440): at least that, and nothing else before its last number. */
function fits(version, specifier) {
  if (!/^[\d.]+$/.test(version)) return false;
  const [, base] = /^~=([\d.]+)$/.exec(specifier) ?? [];
  if (base === undefined) throw new Error(`"${specifier}" is no specifier that this script reads`);
  return compare(version, base) >= 0 && version.startsWith(base.replace(/\.\d+$/, '.'));
}

const versionOf = ({ filename }) => filename.split('-')[1];
const newest = (files) => files.toSorted((a, b) => compare(versionOf(a), versionOf(b))).at(-1);

async function readWheel(name, { url, size, hashes, filename }) {
  const zip = await fromRandomAccessReaderPromise(new WebReader(url, size), size);
  const entries = [];
  const texts = new Map();
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    const [, text] = /\.dist-info\/(RECORD|METADATA)$/.exec(entry.fileName) ?? [];
    if (text) texts.set(text, (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8'));
  }
  const record = new Map(
    texts
      .get('RECORD')
      .split('\n')
      .map((line) => line.split(',sha256=')),
  );
  const wheel = { package: name, version: versionOf({ filename }), url, sha256: hashes.sha256, bytes: size };
  const files = entries.flatMap(({ fileName: path, uncompressedSize: bytes }) => {
    const file = nameOf(path, wheel);
    const sha256 = Buffer.from((record.get(path) ?? '').split(',')[0], 'base64url').toString('hex');
    return file ? [{ name: file, path, bytes, sha256 }] : [];
  });
  return { wheel: { ...wheel, files }, metadata: texts.get('METADATA') };
}

/** What a wheel asks for: names with their specifiers. */
function requirements(metadata) {
  return [...metadata.matchAll(/^Requires-Dist: ([\w-]+?)(-cu\d+)?((?:[~=<>!]=?)[\d.*,~=<>!]+)?(?:;.*)?$/gm)].map(
    ([, name, suffix = '', specifier]) => ({ name: name + suffix, base: name, specifier }),
  );
}

async function main([index]) {
  if (!index) {
    console.error(usage);
    process.exit(2);
  }
  const own = (await listOf(index, 'onnxruntime-gpu')).filter((file) => versionOf(file) === onnxruntime);
  const [first] = own.filter(({ filename }) => /-cp3\d+-cp3\d+-/.test(filename)).toSorted((a, b) => a.size - b.size);
  if (!first) throw new Error(`The index has no onnxruntime-gpu ${onnxruntime} for Linux on x64`);
  const provider = await readWheel('onnxruntime-gpu', first);
  const wheels = [provider.wheel];
  const asked = requirements(provider.metadata).filter(({ base }) => wanted.includes(base));
  const runtime = asked.find(({ name }) => name === 'nvidia-cuda-runtime').specifier;
  // Asked for by cuDNN, in any version: the one of this CUDA.
  asked.push({ name: 'nvidia-cublas', base: 'nvidia-cublas', specifier: runtime });
  for (const { name, specifier } of asked) {
    const files = (await listOf(index, name)).filter((file) => fits(versionOf(file), specifier));
    const { wheel } = await readWheel(name, newest(files));
    console.log(`${wheel.package} ${wheel.version}, ${Math.round(wheel.bytes / 1e6)} MB, ${wheel.files.length} files`);
    wheels.push(wheel);
  }
  const missing = wanted.filter((name) => !wheels.some((wheel) => wheel.package.startsWith(name)));
  if (missing.length > 0) throw new Error(`The wheel of ONNX Runtime no longer asks for ${missing.join(', ')}`);
  const cuda = runtime.replace(/^~=(\d+).*$/, '$1');
  writeFileSync(target, `${JSON.stringify({ onnxruntime, cuda, wheels }, null, 2)}\n`);
}

await main(process.argv.slice(2));
