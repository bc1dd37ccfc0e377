/** Reads what the PNG specification (W3C, 11.3.3) calls textual data: tEXt, zTXt and iTXt. */

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const LARGEST = 20_000_000;

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8');

function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, index) => bytes[index] === byte);
}

function* chunks(bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return;
    yield { type: latin.decode(bytes.subarray(at + 4, at + 8)), data: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** The bytes up to the next zero, and what follows it. */
function cut(data: Uint8Array): [Uint8Array, Uint8Array] {
  const end = data.indexOf(0);
  return end < 0 ? [data, data.subarray(data.length)] : [data.subarray(0, end), data.subarray(end + 1)];
}

async function inflate(data: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(data)]).stream().pipeThrough(new DecompressionStream('deflate'));
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LARGEST) throw new RangeError('the text in the picture is too long');
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts.map((part) => Uint8Array.from(part))).arrayBuffer());
}

async function textOf(chunk: Chunk, rest: Uint8Array): Promise<string> {
  if (chunk.type === 'tEXt') return latin.decode(rest);
  if (chunk.type === 'zTXt') return latin.decode(await inflate(rest.subarray(1)));
  const compressed = rest[0] === 1;
  const [, afterLanguage] = cut(rest.subarray(2));
  const [, text] = cut(afterLanguage);
  return utf8.decode(compressed ? await inflate(text) : text);
}

/** The text that a PNG holds under this keyword; undefined when there is none, or when it cannot be read. */
export async function readPngText(bytes: Uint8Array, keyword: string): Promise<string | undefined> {
  if (!isPng(bytes)) return undefined;
  for (const chunk of chunks(bytes)) {
    if (!['tEXt', 'zTXt', 'iTXt'].includes(chunk.type)) continue;
    const [name, rest] = cut(chunk.data);
    if (latin.decode(name) !== keyword) continue;
    try {
      return await textOf(chunk, rest);
    } catch {
      // A damaged text makes the file a plain picture.
      return undefined;
    }
  }
  return undefined;
}
